"""Routes of this room."""

from django.urls import URLPattern, path, register_converter

from casework.partners.periods import PeriodConverter
from casework.partners.views import accession, facts, merging, partners, periods, public, rules

register_converter(PeriodConverter, "period")


def _routes_of(kind: facts.Kind, folder: str) -> list[URLPattern]:
    """One kind of fact: to add it to a body, to change it, and to remove it where that may be."""
    given = {"kind": kind}
    routes = [
        path(f"partners/<uuid:pk>/{folder}/new/", facts.fact_new, given, f"{kind.name}_new"),
        path(f"partners/{folder}/<uuid:pk>/edit/", facts.fact_edit, given, f"{kind.name}_edit"),
    ]
    if kind.is_removable:
        remove = f"partners/{folder}/<uuid:pk>/remove/"
        routes.append(path(remove, facts.fact_remove, given, f"{kind.name}_remove"))
    return routes


_PERIODS = "partners/services/<uuid:pk>/periods"

public_urlpatterns: list[URLPattern] = [
    path("partners/", public.partner_directory, name="partner_directory"),
    path("partners/join/", accession.partner_join, name="partner_join"),
    path("partners/activities/", public.activities, name="activities"),
    path("partners/<slug:key>/", public.partner, name="partner"),
]
staff_urlpatterns: list[URLPattern] = [
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", partners.partner_new, name="partner_new"),
    path("partners/joining/", accession.applications, name="applications"),
    path("partners/joining/<uuid:pk>/", accession.application, name="application"),
    path(
        "partners/joining/<uuid:pk>/accept/",
        accession.application_accept,
        name="application_accept",
    ),
    path(
        "partners/joining/<uuid:pk>/close/", accession.application_close, name="application_close"
    ),
    path("city/partners/", rules.partner_rules, name="partner_rules"),
    path("partners/<uuid:pk>/", partners.partner_staff, name="partner_staff"),
    path("partners/<uuid:pk>/edit/", partners.partner_edit, name="partner_edit"),
    path("partners/<uuid:pk>/checked/", partners.partner_checked, name="partner_checked"),
    path("partners/duplicates/", merging.partner_duplicates, name="partner_duplicates"),
    path("partners/<uuid:pk>/merge/", merging.partner_merge, name="partner_merge"),
    path(
        "partners/<uuid:pk>/merge/<uuid:other>/",
        merging.partner_merge_with,
        name="partner_merge_with",
    ),
    path(
        "partners/<uuid:pk>/tell-apart/<uuid:other>/",
        merging.partner_tell_apart,
        name="partner_tell_apart",
    ),
    path("partners/merges/<uuid:pk>/separate/", merging.partner_separate, name="partner_separate"),
    path("partners/<uuid:pk>/agreement/", partners.partner_agreement, name="partner_agreement"),
    *_routes_of(facts.SERVICE, "services"),
    *_routes_of(facts.LOCATION, "places"),
    *_routes_of(facts.PHONE, "phones"),
    *_routes_of(facts.CONTACT, "contacts"),
    *_routes_of(facts.ACTIVITY, "activities"),
    path(f"{_PERIODS}/new/", periods.period_new, name="period_new"),
    path(f"{_PERIODS}/<period:period>/edit/", periods.period_edit, name="period_edit"),
    path(f"{_PERIODS}/<period:period>/remove/", periods.period_remove, name="period_remove"),
]
