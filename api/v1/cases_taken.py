"""What may be written about a case."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Body, Choice, Choices, Day, Id, Ids, Number, Text, several
from casework.cases.choices import NeedState, NoteKind, NoteVisibility, UnmetReason, Urgency
from casework.cases.choices_of_endings import CaseOutcome, ContactWay
from casework.cases.choices_of_facts import Sex, Situation, Withheld
from casework.cases.choices_of_tasks import TaskState
from casework.partners.choices import Accessibility, Phase
from casework.partners.words import SPOKEN_LANGUAGES

ANSWERS = [
    (NeedState.MET.value, NeedState.MET.label),
    (NeedState.PARTLY.value, NeedState.PARTLY.label),
    (NeedState.DROPPED.value, NeedState.DROPPED.label),
    *UnmetReason.choices,
]
DECISIONS = [
    (TaskState.DONE.value, TaskState.DONE.label),
    (TaskState.CANCELLED.value, TaskState.CANCELLED.label),
]


class CaseFacts(Body):
    """What may be written about a case."""

    pseudonym = Text(max_length=60, help_text="A word by which your team knows the person.")
    summary = Text(help_text="What happened.")
    needs = Ids(min_length=1)
    urgency = Choice(choices=Urgency.choices)
    phase = Choice(choices=Phase.choices, required=False)
    age = Number(required=False, allow_null=True, min_value=0, max_value=120)
    birth_year = Number(
        required=False,
        allow_null=True,
        min_value=1900,
        max_value=2100,
        help_text="Where it is known, the age is counted from it.",
    )
    sex = Choice(choices=Sex.choices, required=False, allow_blank=True)
    district = Text(max_length=100, required=False, allow_blank=True)
    situation = Choices(Situation.choices, required=False)
    not_said = Choices(
        Withheld.choices, required=False, help_text="What the person would rather not say."
    )
    language = Choice(choices=[(code, code) for code in SPOKEN_LANGUAGES], required=False)
    accessibility = Choices(Accessibility.choices, required=False)
    person_name = Text(max_length=150, required=False, allow_blank=True)
    phone = Text(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="Telephone of the person; kept as E.164, Polish where no country is named.",
    )
    pesel = Text(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="Eleven digits, with the right check digit.",
    )
    contact_rules = Text(max_length=2_000, required=False, allow_blank=True)
    other_than = Ids(
        required=False,
        help_text="Ids of cases that you were shown as candidates and that are another person's.",
    )

    example: ClassVar = {
        "pseudonym": "Wrzos",
        "summary": "Kobieta z dzieckiem szuka schronienia.",
        "needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"],
        "urgency": "urgent",
        "age": 34,
        "language": "pl",
    }


class NewCase(CaseFacts):
    """A case that came some other way than through a conversation."""

    lead = Id(required=False, help_text="Your organisation; needed where you act for several.")


class NewNote(Body):
    """A note, with who may read it."""

    kind = Choice(choices=NoteKind.choices, required=False)
    text = Text()
    visibility = Choice(choices=NoteVisibility.choices)
    named = Ids(required=False, help_text="People, where `visibility` is `named`; else left out.")

    example: ClassVar = {
        "kind": "phone",
        "text": "Pierwsze spotkanie w środę.",
        "visibility": "everybody",
    }


class Settlement(Body):
    """What became of a need: met, dropped, why it stays unmet, or partly."""

    answer = Choice(choices=ANSWERS)
    missing = Choice(
        choices=UnmetReason.choices,
        required=False,
        help_text="With `partly`: why the rest of the need is not met.",
    )

    example: ClassVar = {"answer": "met"}


class NeedSettlement(Settlement):
    """What became of one of the needs."""

    need = Id(help_text="Id of the need in the case.")

    example: ClassVar = {"need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61", "answer": "met"}


class TaskDecision(Body):
    """What becomes of a task that is still to be done."""

    task = Id(help_text="Id of the task.")
    decision = Choice(choices=DECISIONS)

    example: ClassVar = {"task": "5c6d7e8f-9a0b-4c1d-8e2f-3a4b5c6d7e80", "decision": "done"}


class FollowUpTaken(Body):
    """A contact with the person after the closing; without `person` the organisation does it."""

    day = Day(help_text="A day to come, within a year.")
    way = Choice(choices=ContactWay.choices, help_text="Only what the person allowed.")
    person = Id(required=False, help_text="Who asks: somebody of your organisation.")
    organisation = Id(required=False, help_text="Which body asks; else yours.")
    details = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"day": "2027-01-18", "way": "call", "details": "Rano."}


class Closing(Body):
    """What became of each need and task that is still open, and how the case ended."""

    outcome = Choice(choices=CaseOutcome.choices)
    how_it_ended = Text()
    needs = several(NeedSettlement, 50)
    tasks = several(TaskDecision, 200)
    leave_out_tasks = serializers.BooleanField(
        required=False, help_text="true: of what is still to be done the rest is left out."
    )
    follow_up = FollowUpTaken(required=False, help_text="Who asks later how the person is.")

    example: ClassVar = {
        "outcome": "helped",
        "how_it_ended": "Pani ma mieszkanie i wsparcie.",
        "needs": [],
    }


class Taking(Body):
    """Whom you saw at work on the case; null or left out for nobody."""

    instead_of = Id(required=False, allow_null=True)

    example: ClassVar = {"instead_of": None}


class Reopening(Body):
    """Why, and which needs are open again; the others stay as they are."""

    reason = Text()
    needs = Ids(required=False)

    example: ClassVar = {"reason": "Pani wróciła z nową sprawą.", "needs": []}
