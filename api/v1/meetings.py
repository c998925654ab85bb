"""Meetings, who came, and what came of them."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Ids, Moment, Number, Shown, Text, several
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.meetings import actions, selectors
from casework.meetings.actions import MeetingFacts as ActionFacts
from casework.meetings.choices import MeetingKind, Presence
from casework.meetings.models import Attendance as AttendanceRow
from casework.meetings.models import Meeting as MeetingRow
from casework.partners.models import Location, Organisation
from ostoja.access.permissions import Permission

ENDS_TOO_SOON = _("The end must be later than the start.")
UNKNOWN = _("There is nothing with this id.")


class MeetingInList(Shown):
    """When, where, and who is the host."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=MeetingKind.choices)
    series = serializers.CharField(help_text="The row of meetings it belongs to, or empty.")
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    host = serializers.UUIDField(source="host_id")
    place = serializers.UUIDField(source="place_id", allow_null=True)
    topic = serializers.CharField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "4a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c71",
        "kind": "coalition",
        "series": "",
        "title": "",
        "starts_at": "2026-12-03T10:00:00+01:00",
        "ends_at": None,
        "host": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "place": None,
        "topic": "Zima: miejsca noclegowe.",
        "is_sample": False,
        "version": 1,
    }


class Attendance(Shown):
    """That an organisation was invited, came (with how many people, if counted) or was excused."""

    organisation = serializers.UUIDField(source="organisation_id")
    invited = serializers.BooleanField()
    presence = serializers.ChoiceField(choices=Presence.choices)
    people = serializers.IntegerField(allow_null=True)


class Meeting(MeetingInList):
    """A meeting with who came."""

    attendances = Attendance(many=True)

    example: ClassVar = {
        **MeetingInList.example,
        "attendances": [
            {
                "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
                "invited": True,
                "presence": "came",
                "people": 2,
            }
        ],
    }


class MeetingFacts(Body):
    """What may be written about a meeting."""

    kind = Choice(choices=MeetingKind.choices)
    series = Text(max_length=100, required=False, allow_blank=True)
    title = Text(max_length=200, required=False, allow_blank=True)
    starts_at = Moment()
    ends_at = Moment(required=False, allow_null=True)
    host = Id()
    place = Id(required=False, allow_null=True)
    topic = Text(max_length=5_000, required=False, allow_blank=True)

    example: ClassVar = {
        "kind": "coalition",
        "starts_at": "2026-12-03T10:00:00+01:00",
        "host": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "topic": "Zima: miejsca noclegowe.",
    }


class Came(Body):
    """An organisation that came."""

    organisation = Id()
    people = Number(required=False, allow_null=True, min_value=1, max_value=999)


class AttendanceFacts(Body):
    """Who came, who was excused, and who was ticked by mistake; others stay as they are."""

    came = several(Came, 100)
    excused = Ids(required=False)
    not_there = Ids(required=False)

    example: ClassVar = {
        "came": [{"organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10", "people": 2}],
        "not_there": [],
    }


class InvitationFacts(Body):
    """Who is invited, and who is not after all."""

    invited = Ids(required=False)
    not_invited = Ids(required=False)

    example: ClassVar = {"invited": ["5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10"]}


class MeetingFilter(django_filters.FilterSet):
    """Which meetings to list."""

    kind = django_filters.ChoiceFilter(choices=MeetingKind.choices, help_text="What sort it is.")
    series = django_filters.CharFilter(max_length=100, help_text="Only those of this series.")
    host = django_filters.UUIDFilter(field_name="host_id", help_text="Only those hosted by it.")


class MeetingView(Resource):
    """Who may see meetings sees all of the city's."""

    tag = "meetings"
    part = "meetings"
    permission = Permission.MEETING_VIEW
    permissions: ClassVar = {
        "create": Permission.MEETING_LOG,
        "partial_update": Permission.MEETING_LOG,
        "attendance": Permission.MEETING_LOG,
        "invitations": Permission.MEETING_LOG,
    }
    ordering = ("-starts_at", "-id")
    filters = MeetingFilter

    @operation("List the meetings", "The latest first.", gives=MeetingInList, page=True)
    def list(self, request: Request) -> Response:
        return self.fast_page(MeetingRow.objects.all(), MeetingInList)

    @operation("Read a meeting", gives=Meeting)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.meeting_for(self.user, pk, Permission.MEETING_VIEW))

    @operation("Add a meeting", takes=MeetingFacts, gives=Meeting, status=201)
    def create(self, request: Request) -> Response:
        facts = _facts(self.body(MeetingFacts))
        made = actions.log_meeting(submission=self.submission, by=self.user, **facts)
        return _shown(made, status=201)

    @operation(
        "Change a meeting",
        "Members that you leave out stay as they are.",
        takes=MeetingFacts,
        gives=Meeting,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.meeting_for(self.user, pk, Permission.MEETING_LOG)
        version, sent = self.version, self.body(MeetingFacts, partial=True)
        facts = _facts({**_facts_of(found), **sent})
        changed = actions.change_meeting(pk=pk, version=version, by=self.user, **facts)
        return _shown(changed)

    @operation("Note who came", takes=AttendanceFacts, gives=Meeting)
    def attendance(self, request: Request, pk: UUID) -> Response:
        found = selectors.meeting_for(self.user, pk, Permission.MEETING_LOG)
        sent = self.body(AttendanceFacts)
        came = {one["organisation"]: one.get("people") for one in sent.get("came", [])}
        excused = sent.get("excused", [])
        _refuse_unknown(set(came), "/came")
        _refuse_unknown(set(excused), "/excused")
        actions.note_attendance(
            meeting=found,
            came=came,
            excused=excused,
            not_there=sent.get("not_there", []),
            by=self.user,
        )
        return _shown(found)

    @operation(
        "Note who is invited",
        "Others stay as they are.",
        takes=InvitationFacts,
        gives=Meeting,
        name="meetings_invitations_invitations",
    )
    def invitations(self, request: Request, pk: UUID) -> Response:
        found = selectors.meeting_for(self.user, pk, Permission.MEETING_LOG)
        sent = self.body(InvitationFacts)
        invited = sent.get("invited", [])
        _refuse_unknown(set(invited), "/invited")
        actions.change_invitations(
            meeting=found,
            invited=invited,
            not_invited=sent.get("not_invited", []),
            by=self.user,
        )
        return _shown(found)


def _shown(found: MeetingRow, status: int = 200) -> Response:
    rows: QuerySet[AttendanceRow] = selectors.attendances_of(found)
    data = {**MeetingInList(found).data, "attendances": [Attendance(row).data for row in rows]}
    location = f"/api/v1/meetings/{found.pk}/" if status == 201 else ""
    return given(data, version=found.version, status=status, location=location)


def _facts_of(found: MeetingRow) -> dict[str, Any]:
    names = ("kind", "series", "title", "starts_at", "ends_at", "topic")
    own = {name: getattr(found, name) for name in names}
    return {**own, "host": found.host_id, "place": found.place_id}


def _facts(sent: dict[str, Any]) -> ActionFacts:
    starts_at, ends_at = sent["starts_at"], sent.get("ends_at")
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid([{"pointer": "/ends_at", "detail": str(ENDS_TOO_SOON)}])
    return ActionFacts(
        kind=sent["kind"],
        series=selectors.series_as_known(sent.get("series", "")),
        title=sent.get("title", ""),
        starts_at=starts_at,
        ends_at=ends_at,
        host=known(Organisation.objects.all(), sent["host"], "/host"),
        place=known(Location.objects.all(), sent["place"], "/place") if sent.get("place") else None,
        topic=sent.get("topic", ""),
    )


def known(rows: QuerySet[Any], pk: UUID, pointer: str) -> Any:
    """The row that a body names, or 422."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Invalid([{"pointer": pointer, "detail": str(UNKNOWN)}])
    return found


def _refuse_unknown(ids: set[UUID], pointer: str) -> None:
    if Organisation.objects.filter(pk__in=ids).count() != len(ids):
        raise Invalid([{"pointer": pointer, "detail": str(UNKNOWN)}])
