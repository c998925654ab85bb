"""What belongs to an incident, as programs read and write it."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Body, Choice, Flag, Id, Ids, IdsOf, Number, Shown, Text
from casework.incidents.choices import EntryKind, MobilisationState, Whereabouts

INCIDENT = "4b1f6c7e-2a3d-4e5f-8a9b-0c1d2e3f4a5b"
BODY = "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f"


class AffectedPeople(Shown):
    """A person or a family in a line; ``needs`` are those that are still open."""

    id = serializers.UUIDField()
    incident = serializers.UUIDField(source="incident_id")
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="A pseudonym or a name."
    )
    number = serializers.IntegerField(help_text="For how many people it stands.")
    whereabouts = serializers.ChoiceField(choices=Whereabouts.choices)
    place = serializers.CharField()
    needs = IdsOf()
    helper = serializers.UUIDField(
        source="helper_id", allow_null=True, help_text="The body that looks after them."
    )
    remark = serializers.CharField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "5d6e7f8a-9b0c-4d1e-8f2a-3b4c5d6e7f8a",
        "incident": INCIDENT,
        "label": "Family from flat 14",
        "number": 4,
        "whereabouts": "sheltered",
        "place": "School gym",
        "needs": ["0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f"],
        "helper": BODY,
        "remark": "",
        "is_sample": False,
        "version": 1,
    }


class PeopleFacts(Body):
    """What may be written about affected people."""

    label = Text(max_length=150)  # type: ignore[assignment]
    number = Number(min_value=1, max_value=999)
    whereabouts = Choice(choices=Whereabouts.choices)
    place = Text(max_length=200, required=False, allow_blank=True)
    needs = Ids(required=False)
    helper = Id(required=False, allow_null=True)
    remark = Text(max_length=2000, required=False, allow_blank=True)

    example: ClassVar = {
        name: AffectedPeople.example[name]
        for name in ("label", "number", "whereabouts", "place", "needs", "helper", "remark")
    }


class BoundCase(Shown):
    """A case of the incident that this person may see."""

    case = serializers.UUIDField(source="case_id")
    number = serializers.CharField(source="case.number")
    bound_at = serializers.DateTimeField()

    example: ClassVar = {
        "case": "0a1b2c3d-4e5f-4a6b-8c7d-8e9f0a1b2c3d",
        "number": "OIK.5330.14.2026",
        "bound_at": "2026-12-03T03:20:00+01:00",
    }


class BindCase(Body):
    """Which case belongs to it."""

    case = Id()

    example: ClassVar = {"case": BoundCase.example["case"]}


class Mobilisation(Shown):
    """A body that is called up, what for, and what it said last."""

    id = serializers.UUIDField()
    incident = serializers.UUIDField(source="incident_id")
    organisation = serializers.UUIDField(source="organisation_id")
    asked_for = serializers.CharField()
    state = serializers.ChoiceField(choices=MobilisationState.choices)
    answer = serializers.CharField()
    asked_at = serializers.DateTimeField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8e9f0a1b-2c3d-4e4f-8a5b-6c7d8e9f0a1b",
        "incident": INCIDENT,
        "organisation": BODY,
        "asked_for": "20 blankets and two psychologists",
        "state": "asked",
        "answer": "",
        "asked_at": "2026-12-03T02:05:00+01:00",
        "is_sample": False,
        "version": 1,
    }


class CallUp(Body):
    """Which body, and what for; no names of people."""

    organisation = Id()
    asked_for = Text(max_length=300)

    example: ClassVar = {name: Mobilisation.example[name] for name in ("organisation", "asked_for")}


class Said(Body):
    """What the body says with it; needed where it declines what it had confirmed."""

    answer = Text(max_length=300, required=False, allow_blank=True)

    example: ClassVar = {"answer": "We come at four with a van."}


class LogEntry(Shown):
    """It is never changed. ``facts`` are states, counts and names of bodies."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    text = serializers.CharField()
    facts = serializers.DictField()
    for_partners = serializers.BooleanField()
    by = serializers.UUIDField(source="by_id", allow_null=True)

    example: ClassVar = {
        "id": "9a0b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d",
        "at": "2026-12-03T02:30:00+01:00",
        "kind": "note",
        "text": "The gas is cut off.",
        "facts": {},
        "for_partners": True,
        "by": "7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
    }


class NewEntry(Body):
    """One thing that happened."""

    text = Text(max_length=4000)
    for_partners = Flag(required=False, help_text="Called-up partners may read it: no names.")

    example: ClassVar = {"text": "The gas is cut off.", "for_partners": True}


class SituationReport(Shown):
    """An edition as it was sent. A number that is null is too small to be told."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    sent_at = serializers.DateTimeField()
    sent_to = serializers.ListField(child=serializers.EmailField())
    words = serializers.CharField()
    figures = serializers.DictField()
    is_sample = serializers.BooleanField()

    example: ClassVar = {
        "id": "1c2d3e4f-5a6b-4c7d-8e8f-9a0b1c2d3e4f",
        "number": 1,
        "sent_at": "2026-12-03T03:30:00+01:00",
        "sent_to": ["crisis@city.example"],
        "words": "",
        "figures": {"listed": 46, "whereabouts": {"sheltered": 14, "at_home": None}},
        "is_sample": False,
    }


class NewReport(Body):
    """What is said beside the counts. It leaves the city: no names."""

    words = Text(max_length=4000, required=False, allow_blank=True)

    example: ClassVar = {"words": "The block stays empty until Friday."}
