"""What meetings decided, asked for and learnt; the decision book."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Id, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.meetings import actions, selectors
from casework.meetings.choices import OutcomeKind, OutcomeState
from casework.meetings.forms import OutcomeForm, VerdictForm
from casework.meetings.models import Outcome as OutcomeRow
from ostoja.access.permissions import Permission

VERDICTS = [(one.value, one.label) for one in OutcomeState if one != OutcomeState.NOTED]


class Outcome(Shown):
    """A decision, an action, information, a success or a problem."""

    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id")
    kind = serializers.ChoiceField(choices=OutcomeKind.choices)
    text = serializers.CharField()
    owner = serializers.UUIDField(
        source="owner_id", allow_null=True, help_text="The organisation that does it."
    )
    due_on = serializers.DateField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=OutcomeState.choices)
    closed_at = serializers.DateTimeField(allow_null=True)
    closing_note = serializers.CharField()
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "5b6c7d8e-9f0a-4b1c-8d2e-3f4a5b6c7d81",
        "meeting": "4a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c71",
        "kind": "action",
        "text": "Spisać wolne miejsca noclegowe.",
        "owner": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "due_on": "2026-12-17",
        "review_on": None,
        "state": "open",
        "closed_at": None,
        "closing_note": "",
        "created_at": "2026-12-03T11:00:00+01:00",
        "version": 1,
    }


class OutcomeFacts(Body):
    """What may be written; an action needs an owner and a day."""

    kind = Choice(choices=OutcomeKind.choices)
    text = Text(max_length=2_000)
    owner = Id(required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    review_on = Day(required=False, allow_null=True)

    example: ClassVar = {
        "kind": "action",
        "text": "Spisać wolne miejsca noclegowe.",
        "owner": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "due_on": "2026-12-17",
    }


class NewOutcome(OutcomeFacts):
    """An outcome of one meeting."""

    meeting = Id()

    example: ClassVar = {
        "meeting": "4a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c71",
        **OutcomeFacts.example,
    }


class Verdict(Body):
    """Done, dropped (with a note why), or open: it goes on (with a new day)."""

    state = Choice(choices=VERDICTS)
    due_on = Day(required=False, allow_null=True)
    review_on = Day(required=False, allow_null=True)
    closing_note = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"state": "done", "closing_note": "Lista jest na stronie."}


class OutcomeFilter(django_filters.FilterSet):
    """Which outcomes to list."""

    meeting = django_filters.UUIDFilter(field_name="meeting_id", help_text="Only of this meeting.")
    kind = django_filters.ChoiceFilter(choices=OutcomeKind.choices, help_text="What it is.")
    state = django_filters.ChoiceFilter(choices=OutcomeState.choices, help_text="Whether it ended.")
    owner = django_filters.UUIDFilter(field_name="owner_id", help_text="Only those it owns.")


class OutcomeView(Resource):
    """Who may see meetings sees all that came of them."""

    tag = "outcomes"
    part = "meetings"
    permission = Permission.MEETING_VIEW
    permissions: ClassVar = {
        "create": Permission.MEETING_LOG,
        "partial_update": Permission.MEETING_LOG,
        "settle": Permission.MEETING_LOG,
    }
    ordering = ("id",)
    filters = OutcomeFilter

    @operation("List the outcomes", "In an order that never changes.", gives=Outcome, page=True)
    def list(self, request: Request) -> Response:
        return self.fast_page(OutcomeRow.objects.all(), Outcome)

    @operation("Read an outcome", gives=Outcome)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.outcome_for(self.user, pk, Permission.MEETING_VIEW))

    @operation("Add an outcome", takes=NewOutcome, gives=Outcome, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewOutcome)
        meeting = selectors.meeting_for(self.user, sent.pop("meeting"), Permission.MEETING_LOG)
        form = checked(OutcomeForm(data_for(OutcomeForm, sent), meeting=meeting))
        made = actions.add_outcome(
            meeting=meeting, submission=self.submission, by=self.user, **form.facts()
        )
        return _shown(made, status=201)

    @operation(
        "Change an outcome",
        "Members that you leave out stay as they are.",
        takes=OutcomeFacts,
        gives=Outcome,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.outcome_for(self.user, pk, Permission.MEETING_LOG)
        version, sent = self.version, self.body(OutcomeFacts, partial=True)
        before = OutcomeForm.values_of(found) | {"owner": found.owner_id}
        data = data_for(OutcomeForm, {**before, **sent})
        form = checked(OutcomeForm(data, meeting=found.meeting, outcome=found))
        changed = actions.change_outcome(pk=pk, version=version, by=self.user, **form.facts())
        return _shown(changed)

    @operation("Say what became of an outcome", takes=Verdict, gives=Outcome, versioned=True)
    def settle(self, request: Request, pk: UUID) -> Response:
        found = selectors.outcome_for(self.user, pk, Permission.MEETING_LOG)
        version, sent = self.version, self.body(Verdict)
        data = data_for(VerdictForm, {**sent, "verdict": sent["state"]})
        form = checked(VerdictForm(data, outcome=found), {"verdict": "/state"})
        whose: dict[str, Any] = {"pk": pk, "version": version, "by": self.user}
        days: dict[str, Any] = form.days()
        if sent["state"] == OutcomeState.OPEN:
            return _shown(actions.keep_open(**whose, **days))
        note = form.cleaned_data["closing_note"]
        state = OutcomeState(sent["state"])
        return _shown(actions.close_outcome(**whose, state=state, closing_note=note))


def _shown(found: OutcomeRow, status: int = 200) -> Response:
    location = f"/api/v1/outcomes/{found.pk}/" if status == 201 else ""
    return given(Outcome(found).data, version=found.version, status=status, location=location)
