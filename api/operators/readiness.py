"""What a city lacks before it opens, as its operators' programs may know it: never a person."""

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import operation
from api.operators.selectors import city_named
from api.problems import Refused
from api.resources import Resource, given
from api.v1.readiness import Readiness, ReadinessItem
from tenants import readiness
from tenants.fence import entered
from tenants.profile.models import CityProfile
from tenants.safekeeping.lost import has_schema

LOST = _("The city's tables are gone from the database. A restore brings them back.")
BEHIND = _("The city's tables are older than this version. An upgrade mends it.")


class WantedOfACity(ReadinessItem):
    """One thing that a city needs; it is done once nothing of it is missing."""


class ReadinessOfACity(Readiness):
    """Where the city stands. Residents can write while its stage is ``running``."""

    items = WantedOfACity(many=True)


class ReadinessOfCityView(Resource):
    """The same list as on the city's own page “Ready to open”."""

    tag = "cities"
    part = "cities"

    @operation(
        "Whether a city is ready to open",
        "Opening it is for the city's own administrators. 409 where its tables are older than the "
        "code, or gone.",
        gives=ReadinessOfACity,
    )
    def retrieve(self, request: Request, slug: str) -> Response:
        city = city_named(slug)
        items = _items(slug)
        is_ready = all(one.is_done for one in items)
        facts = {"stage": city.stage, "is_ready": is_ready, "items": items}
        return given(ReadinessOfACity(facts).data)


def _items(slug: str) -> list[readiness.Item]:
    if not has_schema(slug):
        raise Refused(409, LOST)
    try:
        with entered(slug), transaction.atomic():
            return readiness.items()
    except (DatabaseError, CityProfile.DoesNotExist):
        raise Refused(409, BEHIND) from None
