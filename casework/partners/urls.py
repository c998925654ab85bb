"""Routes of this room."""

from django.urls import URLPattern, path

from casework.partners.views import facts, partners, public

public_urlpatterns: list[URLPattern] = [
    path("partners/", public.partner_directory, name="partner_directory"),
    path("partners/<slug:key>/", public.partner, name="partner"),
]
staff_urlpatterns: list[URLPattern] = [
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", facts.partner_new, name="partner_new"),
    path("partners/<uuid:pk>/", partners.partner_staff, name="partner_staff"),
    path("partners/<uuid:pk>/edit/", facts.partner_edit, name="partner_edit"),
    path("partners/<uuid:pk>/checked/", partners.partner_checked, name="partner_checked"),
    path("partners/<uuid:pk>/agreement/", partners.partner_agreement, name="partner_agreement"),
    path("partners/<uuid:pk>/services/new/", facts.service_new, name="service_new"),
    path("partners/<uuid:pk>/places/new/", facts.location_new, name="location_new"),
    path("partners/<uuid:pk>/phones/new/", facts.phone_new, name="phone_new"),
    path("partners/<uuid:pk>/contacts/new/", facts.contact_new, name="contact_new"),
    path("partners/services/<uuid:pk>/edit/", facts.service_edit, name="service_edit"),
    path("partners/places/<uuid:pk>/edit/", facts.location_edit, name="location_edit"),
    path("partners/phones/<uuid:pk>/edit/", facts.phone_edit, name="phone_edit"),
    path("partners/phones/<uuid:pk>/remove/", facts.phone_remove, name="phone_remove"),
    path("partners/contacts/<uuid:pk>/edit/", facts.contact_edit, name="contact_edit"),
    path("partners/contacts/<uuid:pk>/remove/", facts.contact_remove, name="contact_remove"),
]
