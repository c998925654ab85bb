"""The reports of a city for programs: what may be passed on, without names and small numbers."""

from typing import Any, ClassVar

from django.http import Http404
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
from casework.intake.figures.periods import Period
from casework.intake.figures.tables import AtLeast, Number, Table
from casework.partners.opening import WARSAW
from casework.reports.actions import take_report_out
from casework.reports.kinds import ReportKind
from casework.reports.of_referrals import WAITED_FOR
from casework.reports.periods import finished, last_month, name_of
from casework.reports.report import Report as ReportFound
from casework.reports.report import report_of
from casework.reports.selectors import centre_for
from casework.reports.tables import Waits
from ostoja.access.permissions import Permission

NO_SUCH_PERIOD = _("Name a month, quarter or year that is over: 2026-10, 2026-Q3 or 2025.")
PERIOD = OpenApiParameter(
    "period",
    {"type": "string", "pattern": r"^20\d\d(-(0[1-9]|1[0-2]|Q[1-4]))?$"},
    description="A month, quarter or year that is over; the last month where you name none.",
)
COMPARE = OpenApiParameter(
    "compare",
    {"type": "string", "enum": ["before", "year"]},
    description="Beside the time right before, or the same time a year before.",
)
BODY = OpenApiParameter(
    "body",
    {"type": "string", "maxLength": 80},
    description="The key of the crisis centre, where the city has several.",
)


class ReportCount(Shown):
    """What is told of one number."""

    number = serializers.IntegerField(allow_null=True, help_text="null: not told.")
    is_part = serializers.BooleanField(help_text="A part of it is not told: it is at least this.")

    example: ClassVar = {"number": 12, "is_part": False}


class ReportRow(Shown):
    """One number, beside that of the other time."""

    key = serializers.CharField()
    name = serializers.CharField()
    now = ReportCount()
    then = ReportCount()

    example: ClassVar = {
        "key": "opened",
        "name": "rozpoczęte",
        "now": ReportCount.example,
        "then": {"number": None, "is_part": False},
    }


class ReportTable(Shown):
    """Numbers that belong together."""

    key = serializers.CharField()
    title = serializers.CharField()
    note = serializers.CharField()
    rows = ReportRow(many=True)

    example: ClassVar = {
        "key": "cases",
        "title": "Sprawy",
        "note": "",
        "rows": [ReportRow.example],
    }


class ReportWait(Shown):
    """How long something took from the sending of a referral."""

    what = serializers.ChoiceField(choices=list(WAITED_FOR))
    number = serializers.IntegerField(allow_null=True, help_text="null: not told.")
    median_minutes = serializers.IntegerField(allow_null=True)
    nine_of_ten_minutes = serializers.IntegerField(allow_null=True)

    example: ClassVar = {
        "what": "answered",
        "number": 12,
        "median_minutes": 190,
        "nine_of_ten_minutes": 1440,
    }


class ReportWaits(Shown):
    """Of one partner or need, or of all (``key`` is empty)."""

    key = serializers.CharField()
    name = serializers.CharField()
    waits = ReportWait(many=True)

    example: ClassVar = {"key": "", "name": "wszyscy partnerzy", "waits": [ReportWait.example]}


class ReportTimes(Shown):
    """Times of answers: of all, by partner, by need."""

    key = serializers.ChoiceField(choices=["time", "time_partner", "time_need"])
    title = serializers.CharField()
    rows = ReportWaits(many=True)

    example: ClassVar = {
        "key": "time",
        "title": "Czas odpowiedzi",
        "rows": [ReportWaits.example],
    }


class Report(Shown):
    """What may be passed on: numbers under 5, and what they could be reckoned out of, are null."""

    kind = serializers.ChoiceField(choices=ReportKind.values)
    title = serializers.CharField()
    period = serializers.CharField()
    compared_with = serializers.CharField()
    kept = serializers.IntegerField(
        allow_null=True,
        help_text="Cases opened that are kept to named people and stand in no table.",
    )
    tables = ReportTable(many=True)
    times = ReportTimes(many=True)

    example: ClassVar = {
        "kind": "system",
        "title": "Raport systemu pomocy",
        "period": "2026-10",
        "compared_with": "2026-09",
        "kept": 0,
        "tables": [ReportTable.example],
        "times": [ReportTimes.example],
    }


class ReportView(Resource):
    """For analysts, coordinators and supervisors; what leaves the city has no small numbers."""

    tag = "reports"
    part = "reports"
    permission = Permission.REPORT_VIEW

    @operation(
        "Read a report",
        "`system` is that of the whole help system, `centre` what a crisis centre owes. A quarter "
        "or a year adds up what its months tell. What continues from before is rounded to fives.",
        gives=Report,
        parameters=(PERIOD, COMPARE, BODY),
    )
    def retrieve(self, request: Request, kind: str) -> Response:
        if kind not in ReportKind.values:
            raise Http404
        named = request.query_params
        body = centre_for(named.get("body", "")) if kind == ReportKind.CENTRE else None
        now = self._period()
        then = now.a_year_before() if named.get("compare") == "year" else now.before()
        take_report_out(
            report=kind,
            period=name_of(now),
            file_format="json",
            exact=False,
            body=body.key if body else "",
            by=self.user,
        )
        found = report_of(ReportKind(kind), now, then, exact=False, body=body)
        return given(Report(_shown(found)).data)

    def _period(self) -> Period:
        today = timezone.localdate(timezone=WARSAW)
        name = self.request.query_params.get("period")
        found = last_month(today) if name is None else finished(name, today)
        if found is None:
            raise Invalid([{"parameter": "period", "detail": str(NO_SUCH_PERIOD)}], 400)
        return found


def _shown(found: ReportFound) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "title": found.title,
        "period": name_of(found.now),
        "compared_with": name_of(found.then),
        "kept": found.kept,
        "tables": [_table(one) for one in found.tables],
        "times": [_times(one) for one in found.times],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {"key": row.key, "name": row.label, "now": _count(row.now), "then": _count(row.then)}
        for row in table.rows
    ]
    return {"key": table.key, "title": table.title, "note": table.note, "rows": rows}


def _count(number: Number) -> dict[str, Any]:
    return {"number": number, "is_part": isinstance(number, AtLeast)}


def _times(waits: Waits) -> dict[str, Any]:
    rows = [
        {"key": key, "name": name, "waits": [_wait(waits, key, what) for what in WAITED_FOR]}
        for key, name in waits.names.items()
    ]
    return {"key": waits.key, "title": waits.title, "rows": rows}


def _wait(waits: Waits, key: str, what: str) -> dict[str, Any]:
    wait = waits.of(key, what, 0)
    return {
        "what": what,
        "number": wait.number,
        "median_minutes": _minutes(wait.median),
        "nine_of_ten_minutes": _minutes(wait.nine_of_ten),
    }


def _minutes(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)
