"""What the city must have before it opens, and what of it is missing."""

from typing import ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from ostoja.access.permissions import Permission
from tenants import readiness
from tenants.models import Stage
from tenants.opening.selectors import stage_here


class ReadinessItem(Shown):
    """One thing that a city needs; it is done once nothing of it is missing."""

    key = serializers.CharField(source="check.key")
    title = serializers.CharField(source="check.title")
    is_done = serializers.BooleanField()
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="What is missing, in words; empty once done."
    )


class Readiness(Shown):
    """Where the city stands. Residents can write while its stage is ``running``."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    is_ready = serializers.BooleanField(help_text="Whether nothing is missing.")
    items = ReadinessItem(many=True)

    example: ClassVar = {
        "stage": "preparing",
        "is_ready": False,
        "items": [
            {
                "key": "statement",
                "title": "Accessibility statement",
                "is_done": False,
                "missing": ["The statement is not published."],
            }
        ],
    }


class ReadinessView(Resource):
    """For programs of a city's administrators; whatever the token's scope, it holds no person."""

    tag = "readiness"
    permission = Permission.CITY_SETTINGS

    @operation(
        "Whether the city is ready to open",
        "Also after it opened: what is missing then closes nothing, but should be mended.",
        gives=Readiness,
    )
    def retrieve(self, request: Request) -> Response:
        items = readiness.items()
        facts = {
            "stage": stage_here(),
            "is_ready": all(one.is_done for one in items),
            "items": items,
        }
        return given(Readiness(facts).data)
