"""How a case reads: a row of the list, and all that one person may know of it."""

from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import Shown
from casework.cases.choices import CaseState, NeedState, NoteKind, NoteVisibility, StepKind, Urgency
from casework.cases.choices_of_facts import Sex, Situation, Withheld
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import Sight
from casework.partners.choices import Accessibility, Phase
from ostoja.access.permissions import Permission


class CaseInList(Shown):
    """A case without anything that was written about the person."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    pseudonym = serializers.CharField()
    state = serializers.ChoiceField(choices=CaseState.choices)
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    phase = serializers.ChoiceField(choices=Phase.choices)
    lead = serializers.UUIDField(source="lead_id", help_text="The organisation that leads it.")
    worker = serializers.UUIDField(source="worker_id", allow_null=True)
    opened_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="By when somebody must act; null where nobody must."
    )
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "number": "IK.12.2026",
        "pseudonym": "Wrzos",
        "state": "coordinated",
        "urgency": "urgent",
        "phase": "intervention",
        "lead": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "worker": None,
        "opened_at": "2026-11-22T09:55:00+01:00",
        "changed_at": "2026-11-22T10:05:00+01:00",
        "closed_at": None,
        "due_at": "2026-11-22T23:00:00+01:00",
        "is_sample": False,
        "version": 2,
    }


class CaseNeed(Shown):
    """One need of a case, and what became of it."""

    id = serializers.UUIDField()
    need = serializers.UUIDField(source="need_id")
    key = serializers.CharField(source="need.key")
    state = serializers.ChoiceField(choices=NeedState.choices)

    example: ClassVar = {
        "id": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61",
        "need": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10",
        "key": "psychological",
        "state": "referred",
    }


class Note(Shown):
    """Something written in a case."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=NoteKind.choices)
    text = serializers.CharField()
    visibility = serializers.ChoiceField(choices=NoteVisibility.choices)
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        help_text="Who reads it beside its author, where `visibility` is `named`; else null.",
    )
    author = serializers.UUIDField(source="author_id", allow_null=True)
    author_name = serializers.CharField(source="author.full_name", default=None, allow_null=True)
    organisation = serializers.UUIDField(
        source="author_group.organisation.id", help_text="On whose behalf it was written."
    )
    created_at = serializers.DateTimeField()

    example: ClassVar = {
        "id": "3f4a5b6c-7d8e-4f90-8b1c-2d3e4f5a6b71",
        "kind": "phone",
        "text": "Pierwsze spotkanie w środę.",
        "visibility": "everybody",
        "named": None,
        "author": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "author_name": "Anna Przykładowa",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "created_at": "2026-11-22T12:00:00+01:00",
    }


class CaseStep(Shown):
    """Taken, given back, closed or reopened; ``note`` holds what was said with it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=StepKind.choices)
    at = serializers.DateTimeField()
    by = serializers.UUIDField(source="by_id", allow_null=True)
    by_name = serializers.CharField(source="by.full_name", default=None, allow_null=True)
    note = serializers.UUIDField(source="note_id", allow_null=True)

    example: ClassVar = {
        "id": "4a5b6c7d-8e9f-4a01-8c2d-3e4f5a6b7c82",
        "kind": "closed",
        "at": "2026-11-30T12:00:00+01:00",
        "by": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "by_name": "Anna Przykładowa",
        "note": "3f4a5b6c-7d8e-4f90-8b1c-2d3e4f5a6b71",
    }


# What a body sees of these rests on what was shared with it.
SHARED: dict[str, Permission] = {
    "summary": Permission.CASE_SUMMARY,
    "person_name": Permission.CASE_PERSON,
    "phone": Permission.CASE_PERSON,
    "pesel": Permission.CASE_PERSON,
    "contact_rules": Permission.CASE_PERSON,
}
_FOR_LEAD = "Empty where nobody asked; null for whom the case is neither led nor coordinated."
_NOT_SHARED = "Null where it was not shared with your organisation."


FOR_LEAD = ("worker", "birth_year", "sex", "district", "situation", "not_said")


class Case(CaseInList):
    """A case as far as this person may see it; what was not shared is null."""

    age = serializers.IntegerField(allow_null=True, help_text="As it was said.")
    birth_year = serializers.IntegerField(allow_null=True, help_text=_FOR_LEAD)
    sex = serializers.ChoiceField(
        choices=Sex.choices, allow_blank=True, allow_null=True, help_text=_FOR_LEAD
    )
    district = serializers.CharField(allow_null=True, help_text=_FOR_LEAD)
    situation = serializers.ListField(
        child=serializers.ChoiceField(choices=Situation.choices),
        allow_null=True,
        help_text=_FOR_LEAD,
    )
    not_said = serializers.ListField(
        child=serializers.ChoiceField(choices=Withheld.choices),
        allow_null=True,
        help_text=f"What the person would rather not say. {_FOR_LEAD}",
    )
    language = serializers.CharField()
    accessibility = serializers.ListField(
        child=serializers.ChoiceField(choices=Accessibility.choices)
    )
    summary = serializers.CharField(allow_null=True, help_text=f"What happened. {_NOT_SHARED}")
    person_name = serializers.CharField(allow_null=True, help_text=_NOT_SHARED)
    phone = serializers.CharField(allow_null=True, help_text=f"As E.164. {_NOT_SHARED}")
    pesel = serializers.CharField(allow_null=True, help_text=_NOT_SHARED)
    contact_rules = serializers.CharField(
        allow_null=True, help_text=f"How the person may be reached safely. {_NOT_SHARED}"
    )
    is_restricted = serializers.BooleanField(help_text="Only people who are named see it.")
    merged_into = serializers.UUIDField(
        source="merged_into_id", allow_null=True, help_text="The case in which it goes on."
    )
    needs = serializers.SerializerMethodField()

    example: ClassVar = {
        **CaseInList.example,
        "age": 34,
        "birth_year": 1992,
        "sex": "female",
        "district": "Wrzeszcz",
        "situation": ["violence"],
        "not_said": [],
        "language": "pl",
        "accessibility": [],
        "summary": None,
        "person_name": None,
        "phone": None,
        "pesel": None,
        "contact_rules": None,
        "is_restricted": False,
        "merged_into": None,
        "needs": [CaseNeed.example],
    }

    def get_needs(self, case: CaseRow) -> list[dict[str, Any]]:
        return [CaseNeed(one).data for one in self.context["needs"]]

    def to_representation(self, instance: CaseRow) -> dict[str, Any]:
        shown = super().to_representation(instance)
        sight: Sight = self.context["sight"]
        hidden = {name for name, needed in SHARED.items() if not sight.may(needed)}
        if not sight.leads:
            hidden.update(FOR_LEAD)
        return shown | dict.fromkeys(hidden)
