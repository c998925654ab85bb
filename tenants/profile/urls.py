"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.access.modules import pages_of
from tenants.profile.views import colours, exit_site, grants, numbers, texts

texts_urlpatterns = [
    path("city/texts/", texts.city_texts, name="city_texts"),
    path("city/texts/<slug:key>/", texts.city_text_edit, name="city_text_edit"),
]
public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("city/colours/", colours.city_colours, name="city_colours"),
    path("city/exit/", exit_site.city_exit, name="city_exit"),
    path("city/numbers/", numbers.city_numbers, name="city_numbers"),
    path("city/numbers/confirm/", numbers.city_numbers_confirm, name="city_numbers_confirm"),
    path("city/numbers/new/", numbers.city_number_new, name="city_number_new"),
    path("city/numbers/<uuid:pk>/", numbers.city_number_edit, name="city_number_edit"),
    path("city/numbers/<uuid:pk>/remove/", numbers.city_number_remove, name="city_number_remove"),
    *pages_of("contact", texts_urlpatterns),
    path("city/grants/", grants.grants, name="grants"),
    path("city/grants/new/", grants.grant_notice_new, name="grant_notice_new"),
    path("city/grants/<uuid:pk>/", grants.grant_notice_edit, name="grant_notice_edit"),
    path("city/grants/<uuid:pk>/remove/", grants.grant_notice_remove, name="grant_notice_remove"),
]
