"""Incidents: what happened, how far it is, and what was counted on the spot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Moment, Number, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.shifts import known
from casework.incidents import actions, selectors
from casework.incidents.choices import IncidentKind, IncidentState
from casework.incidents.models import Incident as IncidentRow
from casework.incidents.refusals import IncidentRefused
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

VIEW, LOG, LEAD = Permission.INCIDENT_VIEW, Permission.INCIDENT_LOG, Permission.INCIDENT_LEAD


@contextmanager
def refusals_as_problems() -> Iterator[None]:
    """What a member is to blame for is 422 with a pointer to it; the rest is 409."""
    try:
        yield
    except IncidentRefused as refusal:
        if not refusal.field:
            raise
        raise Invalid([{"pointer": f"/{refusal.field}", "detail": refusal.words}]) from refusal


class Incident(Shown):
    """The numbers are those that were reported from the spot; the others are parts of affected."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=IncidentKind.choices)
    name = serializers.CharField()
    place = serializers.CharField()
    state = serializers.ChoiceField(choices=IncidentState.choices)
    began_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True, help_text="Null until it is closed.")
    leader = serializers.UUIDField(source="leader_id", allow_null=True)
    affected = serializers.IntegerField()
    injured = serializers.IntegerField()
    evacuated = serializers.IntegerField()
    sheltered = serializers.IntegerField()
    missing = serializers.IntegerField()
    counted_at = serializers.DateTimeField(allow_null=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "4b1f6c7e-2a3d-4e5f-8a9b-0c1d2e3f4a5b",
        "kind": "fire",
        "name": "Fire in Example Street",
        "place": "Example Street 12, block C",
        "state": "running",
        "began_at": "2026-12-03T01:40:00+01:00",
        "ended_at": None,
        "leader": "7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
        "affected": 46,
        "injured": 6,
        "evacuated": 40,
        "sheltered": 14,
        "missing": 0,
        "counted_at": "2026-12-03T03:10:00+01:00",
        "is_sample": False,
        "version": 3,
    }


class IncidentFacts(Body):
    """What may be written about an incident. It began, and not more than a year ago."""

    kind = Choice(choices=IncidentKind.choices)
    name = Text(max_length=120)
    place = Text(max_length=200)
    began_at = Moment()
    leader = Id(required=False, help_text="Who leads; whoever sends it where it is left out.")

    example: ClassVar = {
        name: Incident.example[name] for name in ("kind", "name", "place", "began_at", "leader")
    }


class IncidentNumbers(Body):
    """What was counted by now."""

    affected = Number(min_value=0, max_value=1_000_000)
    injured = Number(min_value=0, max_value=1_000_000)
    evacuated = Number(min_value=0, max_value=1_000_000)
    sheltered = Number(min_value=0, max_value=1_000_000)
    missing = Number(min_value=0, max_value=1_000_000)

    example: ClassVar = {
        name: Incident.example[name]
        for name in ("affected", "injured", "evacuated", "sheltered", "missing")
    }


class IncidentStep(Body):
    """Why; needed to resume, to open again, and to close what was only declared."""

    reason = Text(max_length=2000, required=False, allow_blank=True)

    example: ClassVar = {"reason": "The fire brigade has left."}


class IncidentEnd(IncidentStep):
    """Closing says when the event was over."""

    ended_at = Moment()

    example: ClassVar = {**IncidentStep.example, "ended_at": "2026-12-03T09:00:00+01:00"}


class IncidentFilter(django_filters.FilterSet):
    """Which incidents to list."""

    state = django_filters.ChoiceFilter(
        choices=IncidentState.choices, help_text="Only in this state."
    )


class IncidentView(Resource):
    """All of the city for who logs them; for a partner those to which its body is called up."""

    tag = "incidents"
    part = "incidents"
    permission = VIEW
    permissions: ClassVar = {
        **dict.fromkeys(("create", "partial_update"), LEAD),
        **dict.fromkeys(("start", "wind_down", "resume", "close", "reopen"), LEAD),
        "count": LOG,
    }
    ordering = ("-began_at", "-id")
    filters = IncidentFilter

    @operation("List the incidents", "The latest first.", gives=Incident, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.incidents_visible_to(self.user), Incident)

    @operation("Read an incident", gives=Incident)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.board_for(self.user, pk))

    @operation("Declare an incident", takes=IncidentFacts, gives=Incident, status=201)
    def create(self, request: Request) -> Response:
        facts = _facts(self.body(IncidentFacts), self.user)
        with refusals_as_problems():
            made = actions.declare(submission=self.submission, by=self.user, **facts)
        return _shown(made, status=201)

    @operation(
        "Change an incident",
        "Members that you leave out stay as they are.",
        takes=IncidentFacts,
        gives=Incident,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.incident_for(self.user, pk, LEAD)
        version, sent = self.version, self.body(IncidentFacts, partial=True)
        before = {name: getattr(found, name) for name in ("kind", "name", "place", "began_at")}
        facts = _facts({**before, "leader": found.leader_id, **sent}, self.user)
        with refusals_as_problems():
            changed = actions.change_incident(
                incident=found, version=version, by=self.user, **facts
            )
        return _shown(changed)

    @operation(
        "Write down what was counted",
        takes=IncidentNumbers,
        gives=Incident,
        versioned=True,
    )
    def count(self, request: Request, pk: UUID) -> Response:
        found = selectors.incident_for(self.user, pk, LOG)
        version = self.version
        numbers: Any = self.body(IncidentNumbers)
        with refusals_as_problems():
            return _shown(
                actions.change_numbers(incident=found, version=version, by=self.user, **numbers)
            )

    @operation("Begin the work", takes=IncidentStep, gives=Incident, versioned=True)
    def start(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "start", IncidentStep)

    @operation("Wind an incident down", takes=IncidentStep, gives=Incident, versioned=True)
    def wind_down(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "wind-down", IncidentStep)

    @operation("Take an incident up again", takes=IncidentStep, gives=Incident, versioned=True)
    def resume(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "resume", IncidentStep)

    @operation(
        "Close an incident",
        "Nothing is written into it any more, and partners see it no longer.",
        takes=IncidentEnd,
        gives=Incident,
        versioned=True,
    )
    def close(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "close", IncidentEnd)

    @operation("Open an incident again", takes=IncidentStep, gives=Incident, versioned=True)
    def reopen(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "reopen", IncidentStep)

    def _stepped(self, pk: UUID, name: str, taken: type[Body]) -> Response:
        found = selectors.incident_for(self.user, pk, LEAD)
        version, sent = self.version, self.body(taken)
        act: Any = actions.STEPS[name]
        with refusals_as_problems():
            return _shown(act(incident=found, version=version, by=self.user, **sent))


def _facts(sent: dict[str, Any], user: User) -> Any:
    leader = sent.get("leader") or user.pk
    return {**sent, "leader": known(User.objects.of_the_city(), leader, "/leader")}


def _shown(found: IncidentRow, status: int = 200) -> Response:
    location = f"/api/v1/incidents/{found.pk}/" if status == 201 else ""
    return given(Incident(found).data, version=found.version, status=status, location=location)
