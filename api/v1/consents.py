"""What the person of a case consented to, and what they took back."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Choices, Day, Ids, Nothing, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.letters import UNUSED
from casework.cases import actions
from casework.cases.choices import ConsentData, ConsentGiver, ConsentWay
from casework.cases.forms.consents import ConsentForm
from casework.cases.models import Consent as ConsentRow
from casework.cases.selectors import case_that_shares
from ostoja.access.permissions import Permission


class Consent(Shown):
    """Who may learn what, for what, from when to when."""

    id = serializers.UUIDField()
    purpose = serializers.CharField()
    receivers = serializers.SerializerMethodField()
    data = serializers.ListField(  # type: ignore[assignment]
        child=serializers.ChoiceField(choices=ConsentData.choices)
    )
    given_on = serializers.DateField()
    given_by = serializers.ChoiceField(choices=ConsentGiver.choices)
    way = serializers.ChoiceField(choices=ConsentWay.choices)
    expires_on = serializers.DateField(allow_null=True, help_text="The last day; null: no end.")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    holds = serializers.BooleanField(help_text="Whether it counts today.")

    example: ClassVar = {
        "id": "3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e71",
        "purpose": "Miejsce w hostelu.",
        "receivers": ["5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10"],
        "data": ["basics", "person"],
        "given_on": "2026-11-22",
        "given_by": "person",
        "way": "in_person",
        "expires_on": None,
        "withdrawn_at": None,
        "holds": True,
    }

    def get_receivers(self, consent: ConsentRow) -> list[UUID]:
        return [one.pk for one in consent.receivers.all()]


class NewConsent(Body):
    """As the person gave it, of their own free will."""

    purpose = Text(max_length=2_000)
    receivers = Ids(help_text="Organisations that take part.")
    data = Choices(choices=ConsentData.choices)  # type: ignore[assignment]
    given_on = Day()
    given_by = Choice(choices=ConsentGiver.choices)
    way = Choice(choices=ConsentWay.choices)
    expires_on = Day(required=False, allow_null=True)

    example: ClassVar = {
        name: Consent.example[name]
        for name in ("purpose", "receivers", "data", "given_on", "given_by", "way")
    }


class ConsentView(Resource):
    """For whoever shares the case with others: the lead and the coordinator."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    ordering = ("-recorded_at", "-id")

    @operation("List the consents of a case", "The latest first.", gives=Consent, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        return self.page(case.consents.prefetch_related("receivers"), Consent)

    @operation("Record a consent", takes=NewConsent, gives=Consent, status=201)
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        data = data_for(ConsentForm, {**self.body(NewConsent), "submission": UNUSED})
        facts = {**checked(ConsentForm(data)).cleaned_data, "submission": self.submission}
        consent = actions.record_consent(case=case, by=self.user, **facts)
        return given(Consent(consent).data, status=201)

    @operation(
        "Take a consent back",
        "What rests on it ends at once: referrals are withdrawn, and access with them.",
        takes=Nothing,
        gives=Consent,
    )
    def withdraw(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_that_shares(self.user, case_pk)
        consent = get_object_or_404(case.consents.all(), pk=pk)
        self.body(Nothing)
        return given(Consent(actions.withdraw_consent(consent=consent, by=self.user)).data)
