"""Intervention cards, for those alone who opened them or answer for them."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Id, Ids, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.shifts import known
from casework.cases.selectors import cases_visible_to
from casework.minors import actions, cards, selectors
from casework.minors.choices import WRITTEN, CardOutcome, CardState, EntryKind, Source
from casework.minors.models import Intervention as CardRow
from ostoja.access.permissions import Permission

NOT_OF_THE_BODY = _("Somebody of these people does not work in this organisation.")


class InterventionEntry(Shown):
    """Something that was done."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    done_on = serializers.DateField()
    text = serializers.CharField()

    example: ClassVar = {
        "id": "5e6f7a8b-9c0d-4e1f-8a3b-4c5d6e7f8a9b",
        "kind": "guardians",
        "done_on": "2026-12-02",
        "text": "Rozmowa z mamą; ustalono plan pomocy.",
    }


class InterventionInList(Shown):
    """A row of the register: it says of nobody who they are."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="register_number")
    standards = serializers.UUIDField(source="standards_id")
    state = serializers.ChoiceField(choices=CardState.choices)
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    learnt_on = serializers.DateField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=CardOutcome.choices, allow_blank=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6f7a8b9c-0d1e-4f2a-9b4c-5d6e7f8a9b0c",
        "number": "4817/2026",
        "standards": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        "state": "acting",
        "source": "worker",
        "learnt_on": "2026-12-01",
        "opened_at": "2026-12-01T11:00:00+01:00",
        "closed_at": None,
        "outcome": "",
        "is_sample": False,
        "version": 2,
    }


class Intervention(InterventionInList):
    """The whole card."""

    child = serializers.CharField()
    cause = serializers.CharField()
    suspect = serializers.CharField()
    reporter = serializers.CharField()
    result = serializers.CharField()
    entries = InterventionEntry(many=True)

    example: ClassVar = {
        **InterventionInList.example,
        "child": "Zuzia, 7 lat",
        "cause": "Dziecko mówi, że było szarpane.",
        "suspect": "pracownik świetlicy",
        "reporter": "mama",
        "result": "",
        "entries": [InterventionEntry.example],
    }


class NewIntervention(Body):
    """What is known. ``excluded`` are people of the body for whom the card is not there."""

    standards = Id()
    source = Choice(choices=Source.choices)  # type: ignore[assignment]
    child = Text(max_length=300)
    cause = Text()
    suspect = Text(max_length=300, required=False)
    reporter = Text(max_length=300, required=False)
    learnt_on = Day()
    excluded = Ids(required=False)
    case = Id(required=False, allow_null=True)

    example: ClassVar = {
        name: Intervention.example[name]
        for name in ("standards", "source", "child", "cause", "suspect", "reporter", "learnt_on")
    }


class NewInterventionEntry(Body):
    """What was done, and on which day."""

    kind = Choice(choices=[(one.value, one.label) for one in WRITTEN])
    done_on = Day()
    text = Text()

    example: ClassVar = {
        name: InterventionEntry.example[name] for name in ("kind", "done_on", "text")
    }


class InterventionClosing(Body):
    """How it ended, and what came of it."""

    outcome = Choice(choices=CardOutcome.choices)
    result = Text()

    example: ClassVar = {"outcome": "passed_on", "result": "Sprawę prowadzi sąd rodzinny."}


class InterventionView(Resource):
    """The register, as far as one takes part in it."""

    tag = "minors"
    part = "minors"
    permission = Permission.INTERVENTION_VIEW
    ordering = ("-opened_at", "id")

    @operation(
        "List the intervention cards", "The newest first.", gives=InterventionInList, page=True
    )
    def list(self, request: Request) -> Response:
        return self.page(cards.cards_visible_to(self.user), InterventionInList)

    @operation("Read an intervention card", "Each look is on record.", gives=Intervention)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        card = cards.card_for(self.user, pk)
        actions.note_view(card=card, way="api", by=self.user)
        return _shown(card)

    @operation("Open an intervention card", takes=NewIntervention, gives=Intervention, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewIntervention)
        standards = known(cards.may_open_under(self.user), sent.pop("standards"), "/standards")
        case = sent.pop("case", None)
        kept = set(sent.pop("excluded", []))
        members = set(selectors.members_of(standards).values_list("pk", flat=True))
        if kept - members:
            raise Invalid([{"pointer": "/excluded", "detail": str(NOT_OF_THE_BODY)}])
        card = actions.open_card(
            submission=self.submission,
            standards=standards,
            excluded=kept,
            case=known(cases_visible_to(self.user), case, "/case") if case else None,
            by=self.user,
            **{"suspect": "", "reporter": "", **sent},
        )
        return _shown(card, status=201)

    @operation(
        "Write down what was done", takes=NewInterventionEntry, gives=Intervention, status=201
    )
    def entries(self, request: Request, pk: UUID) -> Response:
        card = cards.card_for(self.user, pk)
        sent = self.body(NewInterventionEntry)
        actions.add_entry(submission=self.submission, card=card, by=self.user, **sent)
        card.refresh_from_db()
        return _shown(card, status=201)

    @operation(
        "Close an intervention card", takes=InterventionClosing, gives=Intervention, versioned=True
    )
    def close(self, request: Request, pk: UUID) -> Response:
        card, sent = cards.card_for(self.user, pk), self.body(InterventionClosing)
        return _shown(actions.close_card(card=card, version=self.version, by=self.user, **sent))


def _shown(card: CardRow, status: int = 200) -> Response:
    data: Any = Intervention(card).data
    location = f"/api/v1/interventions/{card.pk}/" if status == 201 else ""
    return given(data, version=card.version, status=status, location=location)
