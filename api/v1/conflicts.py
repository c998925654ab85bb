"""Bodies that are not impartial in a case."""

from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.letters import UNUSED
from casework.cases.selectors import case_that_shares, sight_of
from casework.referrals import actions
from casework.referrals.choices import ConflictKind
from casework.referrals.conflicts import conflicts_for
from casework.referrals.forms_of_conflicts import ConflictForm, LiftForm
from casework.referrals.views.conflicts import conflict_of
from ostoja.access.permissions import Permission


class Conflict(Shown):
    """Which body, why, and until when."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    kind = serializers.ChoiceField(choices=ConflictKind.choices)
    reason = serializers.CharField()
    noted_at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)
    lifted_because = serializers.CharField()

    example: ClassVar = {
        "id": "3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e72",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "kind": "employer",
        "reason": "Osoba stosująca przemoc tam pracuje.",
        "noted_at": "2026-11-22T10:00:00+01:00",
        "lifted_at": None,
        "lifted_because": "",
    }


class Conflicts(Shown):
    """All of a case that the reader may know of, the latest first."""

    results = Conflict(many=True)

    example: ClassVar = {"results": [Conflict.example]}


class NewConflict(Body):
    """What is noted."""

    organisation = Id()
    kind = Choice(choices=ConflictKind.choices)
    reason = Text(max_length=2_000)

    example: ClassVar = {
        name: Conflict.example[name] for name in ("organisation", "kind", "reason")
    }


class LiftedConflict(Body):
    """Why there is none any more."""

    because = Text(max_length=2_000)

    example: ClassVar = {"because": "Osoba tam już nie pracuje."}


class ConflictView(Resource):
    """For whoever shares the case with others; nobody reads one of their own body."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW

    @operation("List the conflicts of interest of a case", gives=Conflicts)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        found = conflicts_for(case, sight_of(case, self.user))
        return given(Conflicts({"results": found}).data)

    @operation(
        "Note a conflict of interest",
        "The body is no longer suggested. Work that runs there goes on until the lead, who gets a "
        "task, decides.",
        takes=NewConflict,
        gives=Conflict,
        status=201,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        data = data_for(ConflictForm, {**self.body(NewConflict), "submission": UNUSED})
        facts = {**checked(ConflictForm(data)).cleaned_data, "submission": self.submission}
        conflict = actions.note_conflict(case=case, by=self.user, **facts)
        return given(Conflict(conflict).data, status=201)

    @operation("Lift a conflict of interest", takes=LiftedConflict, gives=Conflict)
    def lift(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        conflict = conflict_of(case, pk, self.user)
        facts = checked(LiftForm(data_for(LiftForm, self.body(LiftedConflict)))).cleaned_data
        lifted = actions.lift_conflict(conflict=conflict, by=self.user, **facts)
        return given(Conflict(lifted).data)
