"""Counts of a month: how people came, when, in which language, with what; nothing of anybody."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.intake.actions.figures import take_figures_out
from casework.intake.figures.files import figures_to_publish
from casework.intake.figures.periods import Period, finished_month, finished_months, key_of
from casework.intake.figures.tables import Figures as FiguresFound
from casework.partners.opening import WARSAW
from ostoja.access.permissions import Permission

NO_SUCH_MONTH = _("Name a month that is over, of the last two years: 2026-11.")
MONTH = OpenApiParameter(
    "month",
    {"type": "string", "pattern": r"^20\d\d-(0[1-9]|1[0-2])$"},
    description="A month that is over, of the last two years; the last one where you name none.",
)


class FigureRow(Shown):
    """One number."""

    key = serializers.CharField(help_text="Hour, channel, language, key of a need, code; or empty.")
    name = serializers.CharField(source="label")
    number = serializers.IntegerField(source="now", allow_null=True, help_text="null: not told.")

    example: ClassVar = {"key": "chat", "name": "czat", "number": 12}


class FigureTable(Shown):
    """Numbers that belong together."""

    key = serializers.ChoiceField(
        choices=["hour", "channel", "language", "need", "about", "entry_point", "waiting"]
    )
    title = serializers.CharField()
    note = serializers.CharField()
    rows = FigureRow(many=True)

    example: ClassVar = {
        "key": "channel",
        "title": "Według sposobu kontaktu",
        "note": "",
        "rows": [FigureRow.example],
    }


class Figures(Shown):
    """One month. Numbers under 5, and what they could be reckoned out of, are null."""

    month = serializers.CharField()
    received = serializers.IntegerField(allow_null=True)
    doubtful = serializers.IntegerField(
        allow_null=True, help_text="Left out of all else: a machine may have sent them."
    )
    median_minutes = serializers.IntegerField(
        allow_null=True, help_text="Until the first answer: half waited no longer."
    )
    nine_of_ten_minutes = serializers.IntegerField(
        allow_null=True, help_text="Until the first answer: nine of ten waited no longer."
    )
    has_samples = serializers.BooleanField(help_text="Made-up conversations are among them.")
    tables = FigureTable(many=True)

    example: ClassVar = {
        "month": "2026-10",
        "received": 148,
        "doubtful": 0,
        "median_minutes": 11,
        "nine_of_ten_minutes": 42,
        "has_samples": False,
        "tables": [FigureTable.example],
    }


class FiguresView(Resource):
    """For analysts, coordinators and supervisors; what leaves the city has no small numbers."""

    tag = "statistics"
    part = "statistics"
    permission = Permission.CONTACT_FIGURES

    @operation(
        "Read the statistics of a month",
        "Hours are of Poland's clock. A person may name several needs, so these are more than the "
        "conversations. Deleted conversations are no longer counted.",
        gives=Figures,
        parameters=(MONTH,),
    )
    def retrieve(self, request: Request) -> Response:
        month = self._month()
        take_figures_out(month=key_of(month), by=self.user)
        return given(Figures(_shown(month, figures_to_publish(month))).data)

    def _month(self) -> Period:
        today = timezone.localdate(timezone=WARSAW)
        key = self.request.query_params.get("month")
        month = next(finished_months(today)) if key is None else finished_month(key, today)
        if month is None:
            raise Invalid([{"parameter": "month", "detail": str(NO_SUCH_MONTH)}], 400)
        return month


def _shown(month: Period, found: FiguresFound) -> dict[str, Any]:
    return {
        "month": key_of(month),
        "received": found.received[0],
        "doubtful": found.doubtful[0],
        "median_minutes": found.minutes.median[0],
        "nine_of_ten_minutes": found.minutes.nine_of_ten[0],
        "has_samples": found.has_samples,
        "tables": found.tables,
    }
