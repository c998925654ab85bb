"""Routes of the operators' API, of the pages about it, and of an operator's own tokens."""

from django.urls import URLPattern, path

from api import views
from api.operators.bundles import BundleView
from api.operators.cities import CityView
from api.operators.deletions import DeletionView
from api.operators.jobs import JobView
from api.operators.readiness import ReadinessOfCityView
from api.routing import LIST, LIST_CREATE, READ, noun, route
from api.urls import staff_urlpatterns
from api.v1.me import MeView

CITY = "cities/<slug:slug>/"
STEPS = ("prepare", "suspend", "resume", "upgrade", "backup", "discard")

NOUNS = [
    route("me/", MeView, READ, "me"),
    route("cities/", CityView, LIST_CREATE, "cities"),
    # Before the cities' own: no city can be called so.
    route("cities/upgrade/", CityView, {"post": "upgrade_all"}, "cities_all"),
    route(CITY, CityView, READ, "cities_one"),
    *(route(f"{CITY}{step}/", CityView, {"post": step}, f"cities_{step}") for step in STEPS),
    route(f"{CITY}restore/", BundleView, {"post": "restore"}, "cities_restore"),
    route(f"{CITY}bundles/", BundleView, LIST, "city_bundles"),
    route(f"{CITY}readiness/", ReadinessOfCityView, READ, "city_readiness"),
    route(f"{CITY}deletion/", DeletionView, {"post": "ask"}, "city_deletion"),
    route(f"{CITY}deletion/withdraw/", DeletionView, {"post": "withdraw"}, "deletion_withdraw"),
    route("deletions/", DeletionView, LIST, "deletions"),
    *noun("jobs/", JobView, "jobs", steps={"stop": "stop", "resume": "resume"}),
]

bare_urlpatterns: list[URLPattern] = [
    *NOUNS,
    path("schema/", views.schema, name="api_schema"),
    path("docs/", views.docs, name="api_docs"),
]
account_urlpatterns: list[URLPattern] = staff_urlpatterns
