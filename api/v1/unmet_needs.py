"""The register of unmet needs, for programs."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.cases.unmet import register_of, years
from ostoja.access.permissions import Permission

YEAR = OpenApiParameter(
    "year",
    {"type": "string", "pattern": r"^20\d\d$"},
    description="This year, or one of which something was recorded; this one where you name none.",
)


class Counted(Shown):
    """One count; null where it is too small to be told."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    number = serializers.IntegerField(allow_null=True)

    example: ClassVar = {"key": "debt", "label": "zadłużenie", "number": 12}


class UnmetNeeds(Shown):
    """A year by need, by reason and by month; each makes the same total."""

    year = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    by_need = Counted(many=True)
    by_reason = Counted(many=True)
    by_month = Counted(many=True)

    example: ClassVar = {
        "year": 2026,
        "total": 12,
        "by_need": [Counted.example],
        "by_reason": [{"key": "no_service", "label": "nie ma takiej pomocy", "number": 12}],
        "by_month": [{"key": "2026-11", "label": "listopad 2026", "number": 12}],
    }


class UnmetNeedsView(Resource):
    """Without names and without small numbers, whoever asks."""

    tag = "cases"
    part = "cases"
    permission = Permission.FIGURES_VIEW

    @operation(
        "Count the unmet needs of a year",
        "Numbers under 5, and those that would give them away, are null.",
        gives=UnmetNeeds,
        parameters=(YEAR,),
    )
    def retrieve(self, request: Request) -> Response:
        listed = years()
        wanted = request.query_params.get("year", str(listed[0]))
        year = next((one for one in listed if str(one) == wanted), None)
        if year is None:
            raise Http404
        found: Any = register_of(year, exact=False)
        return given(UnmetNeeds(found).data)
