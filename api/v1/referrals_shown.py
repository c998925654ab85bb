"""How a handover, a referral or a transfer reads."""

from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import Shown
from api.v1.referral_steps import STEPS
from casework.cases.choices import Urgency
from casework.referrals.choices import Kind, LegalBasis, Reason, State
from casework.referrals.models import Referral as ReferralRow
from casework.referrals.models import Step as StepRow
from casework.referrals.selectors import sees_case, shows_words, steps_for
from casework.referrals.workflow import REASONS


class ReferralInList(Shown):
    """Who asks whom for what, and until when; no word of what was written."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    state = serializers.ChoiceField(choices=State.choices)
    case = serializers.UUIDField(source="case_id")
    case_number = serializers.CharField(source="case.number")
    pseudonym = serializers.CharField(source="case.pseudonym")
    urgency = serializers.ChoiceField(source="case.urgency", choices=Urgency.choices)
    case_need = serializers.UUIDField(source="case_need_id", allow_null=True)
    need = serializers.CharField(
        source="case_need.need.key", default=None, allow_null=True, help_text="Key of the need."
    )
    sender = serializers.UUIDField(source="sender_id")
    receiver = serializers.UUIDField(source="receiver_id")
    service = serializers.UUIDField(source="service_id", allow_null=True)
    respond_by = serializers.DateTimeField(
        allow_null=True, help_text="When the clock runs out; null while nobody owes an answer."
    )
    created_at = serializers.DateTimeField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8b9c0d1e-2f3a-4b4c-8d5e-6f7a8b9c0d11",
        "kind": "referral",
        "state": "sent",
        "case": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "case_number": "IK.12.2026",
        "pseudonym": "Wrzos",
        "urgency": "urgent",
        "case_need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61",
        "need": "psychological",
        "sender": "6c3a5e1f-1d68-4b68-9a1e-6b9b2c8d0e21",
        "receiver": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "service": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81",
        "respond_by": "2026-11-24T10:00:00+01:00",
        "created_at": "2026-11-22T10:00:00+01:00",
        "is_sample": False,
        "version": 2,
    }


class PossibleStep(Shown):
    """A step that this person can take now, and what it must be told."""

    action = serializers.CharField(help_text="POST to this address below the referral.")
    to = serializers.ChoiceField(choices=State.choices)
    needs = serializers.ListField(child=serializers.CharField())
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=Reason.choices))

    example: ClassVar = {
        "action": "decline",
        "to": "declined",
        "needs": ["reason"],
        "reasons": ["no_capacity", "not_competent"],
    }


class StepTaken(Shown):
    """A state that it reached, when and by whom (null: by the clock)."""

    state = serializers.ChoiceField(choices=State.choices)
    at = serializers.DateTimeField()
    by = serializers.UUIDField(source="by_id", allow_null=True)
    by_name = serializers.SerializerMethodField(
        help_text="Also of somebody who answered by a link, without an account."
    )

    def get_by_name(self, step: StepRow) -> str | None:
        return step.by.full_name if step.by else step.answered_by or None


WORDS = ("message", "explanation", "outcome")


class Referral(ReferralInList):
    """All of it, with the steps that this person can take now."""

    message = serializers.CharField(
        allow_null=True, help_text="Null once a receiver did not take it on."
    )
    legal_basis = serializers.ChoiceField(choices=LegalBasis.choices, allow_blank=True)
    consent = serializers.UUIDField(source="consent_id", allow_null=True)
    consent_given_on = serializers.DateField(allow_null=True)
    share_summary = serializers.BooleanField()
    share_person = serializers.BooleanField()
    by_link = serializers.BooleanField(
        help_text="The receiver gets links to answer by, although somebody there has an account."
    )
    reason = serializers.ChoiceField(choices=Reason.choices, allow_blank=True)
    explanation = serializers.CharField(allow_null=True)
    outcome = serializers.CharField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    steps = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField()

    example: ClassVar = {
        **ReferralInList.example,
        "message": "Potrzebna rozmowa jeszcze w tym tygodniu.",
        "legal_basis": "statutory_task",
        "consent": None,
        "consent_given_on": None,
        "share_summary": False,
        "share_person": False,
        "by_link": False,
        "reason": "",
        "explanation": "",
        "outcome": "",
        "acknowledged_at": None,
        "steps": [PossibleStep.example],
        "history": [
            {
                "state": "sent",
                "at": "2026-11-22T10:00:00+01:00",
                "by": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
                "by_name": "Anna Przykładowa",
            }
        ],
    }

    def get_steps(self, referral: ReferralRow) -> list[dict[str, Any]]:
        possible = steps_for(self.context["user"], referral)
        return [
            {
                "action": STEPS[to].address,
                "to": to.value,
                "needs": list(step.needs),
                "reasons": [reason.value for reason in REASONS.get(to, ())]
                if "reason" in step.needs
                else [],
            }
            for to, step in possible.items()
        ]

    def get_history(self, referral: ReferralRow) -> list[dict[str, Any]]:
        return [StepTaken(step).data for step in referral.steps.select_related("by")]

    def to_representation(self, instance: ReferralRow) -> dict[str, Any]:
        shown = super().to_representation(instance)
        sees = sees_case(self.context["user"], instance)
        return shown if shows_words(instance, sees_case=sees) else shown | dict.fromkeys(WORDS)
