"""Routes of the HSDS 3.0 API."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.common import no_append_slash

from api.hsds import views

BASE = "hsds/v3/"


def _route(
    address: str, view: type[views.Hsds], actions: Mapping[str, str], name: str
) -> URLPattern:
    function: Any = view.as_view(dict(actions), basename=name)
    found: URLPattern = path(f"{BASE}{address}", no_append_slash(function), name=f"api_{name}")
    return found


NOUNS = {
    "organizations": views.HsdsOrganizations,
    "services": views.HsdsServices,
    "service_at_locations": views.HsdsServiceAtLocations,
    "taxonomies": views.HsdsTaxonomies,
    "taxonomy_terms": views.HsdsTaxonomyTerms,
}
urlpatterns: list[URLPattern] = [
    _route("", views.HsdsRoot, {"get": "about"}, "hsds"),
    _route("export.json", views.HsdsRoot, {"get": "export"}, "hsds_export"),
    *(_route(name, view, {"get": "list"}, f"hsds_{name}") for name, view in NOUNS.items()),
    *(
        _route(f"{name}/<uuid:pk>", view, {"get": "retrieve"}, f"hsds_{name}_one")
        for name, view in NOUNS.items()
    ),
]
