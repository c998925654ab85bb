"""The phase of a case: what it requires, what is missing, and moving on."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Shown, Text
from api.forms_of_rooms import checked
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.cases import shown_case
from api.v1.cases_shown import Case
from casework.cases.actions import phases as actions
from casework.cases.choices_of_phases import MarkKind
from casework.cases.forms.phases import MarkForm, PhaseForm
from casework.cases.models import Case as CaseRow
from casework.cases.phase_selectors import Standing, missing, standing_of
from casework.cases.phases import BY_KEY
from casework.cases.selectors import case_for, case_to_change, sight_of
from casework.cases.views.phases import group_of
from casework.partners.choices import Phase
from ostoja.access.permissions import Permission

KEYS = [(key, str(key)) for key in BY_KEY]


class Requirement(Shown):
    """Something that must be there before the case leaves its phase."""

    key = serializers.ChoiceField(choices=KEYS)
    words = serializers.CharField(source="requirement.words")
    is_there = serializers.BooleanField()
    is_seen = serializers.BooleanField(help_text="The case shows it by itself.")
    said = serializers.ChoiceField(
        choices=MarkKind.choices, allow_null=True, help_text="What somebody said of it last."
    )

    example: ClassVar = {
        "key": "first_assessment",
        "words": "Zrobiono pierwszą ocenę sytuacji",
        "is_there": True,
        "is_seen": False,
        "said": "done",
    }

    def to_representation(self, instance: Standing) -> dict[str, Any]:
        own = {
            "key": instance.requirement.key,
            "requirement": instance.requirement,
            "is_there": instance.is_there,
            "is_seen": instance.is_seen,
            "said": instance.mark.kind if instance.mark else None,
        }
        return super().to_representation(own)


class CasePhase(Shown):
    """The phase of a case and how it stands with it."""

    phase = serializers.ChoiceField(choices=Phase.choices)
    requirements = Requirement(many=True)

    example: ClassVar = {"phase": "intervention", "requirements": [Requirement.example]}


class Mark(Body):
    """What a requirement has come to; `words` are needed unless it is done."""

    key = Choice(choices=KEYS)
    kind = Choice(choices=MarkKind.choices)
    words = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"key": "safety_talk", "kind": "done", "words": ""}


class Move(Body):
    """Where the case goes; `reason` is needed where something is missing or it goes back."""

    to = Choice(choices=Phase.choices)
    reason = Text(max_length=4_000, required=False, allow_blank=True)

    example: ClassVar = {"to": "post_intervention", "reason": ""}


class CasePhaseView(Resource):
    """For those who lead or coordinate the case."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW

    @operation(
        "Read what the phase of a case requires",
        "404 for bodies that do not lead it.",
        gives=CasePhase,
    )
    def retrieve(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        if not sight_of(case, self.user).leads:
            raise Http404
        return _phase(case)

    @operation("Say what a requirement has come to", takes=Mark, gives=CasePhase)
    def mark(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_change(self.user, case_pk)
        sent = self.body(Mark)
        key = sent.pop("key")
        one = next((row for row in standing_of(case) if row.requirement.key == key), None)
        if one is None:
            raise Http404
        form = checked(MarkForm(one, {**sent, "submission": str(self.submission)}))
        group = group_of(case, self.user)
        actions.mark_requirement(case=case, key=key, group=group, by=self.user, **form.cleaned_data)
        return _phase(case)

    @operation("Move a case to another phase", takes=Move, gives=Case, versioned=True)
    def move(self, request: Request, case_pk: UUID) -> Response:
        case, version = case_to_change(self.user, case_pk), self.version
        sent = {**self.body(Move), "version": version, "submission": str(self.submission)}
        form = checked(PhaseForm(case, missing(standing_of(case)), sent))
        group = group_of(case, self.user)
        moved = actions.move_phase(case=case, group=group, by=self.user, **form.cleaned_data)
        return shown_case(moved, self.user)


def _phase(case: CaseRow) -> Response:
    return given(CasePhase({"phase": case.phase, "requirements": standing_of(case)}).data)
