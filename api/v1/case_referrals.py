"""Writing a handover, a referral of a need, or a transfer of the lead of a case."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Flag, Id, Shown
from api.openapi.operations import operation
from api.problems import Invalid, Refused
from api.resources import Resource, given
from api.v1.letters import LetterFacts, letter_facts
from api.v1.referrals import shown
from api.v1.referrals_shown import Referral
from casework.cases.choices import NeedState
from casework.cases.models import Case, CaseNeed
from casework.cases.selectors import acting_group, case_for
from casework.partners.choices import OrganisationRole
from casework.partners.selectors import organisation_with_role
from casework.referrals import actions, selectors
from casework.referrals.choices import Kind
from casework.referrals.forms import HandOverForm, LetterForm, TransferForm
from casework.referrals.suggesting import Candidate, candidates_for, chosen, not_suggested
from ostoja.access.permissions import Permission

NOT_OPEN = _("This need of the case is not open, so it cannot be referred.")
NOT_SUGGESTED = _("This service is not among those suggested for the need.")
NO_COORDINATOR = _("No organisation of this city has the role of the coordinator.")


class NewHandover(LetterFacts):
    """To the city's coordinator, with the whole case."""

    share_summary = None  # type: ignore[assignment]
    share_person = None  # type: ignore[assignment]
    by_link = None  # type: ignore[assignment]
    draft = Flag(required=False, help_text="true: only saved, not sent.")


class NewReferral(LetterFacts):
    """Of one need to one service."""

    case_need = Id(help_text="Id of the need in the case.")
    service = Id(help_text="One of the suggested services.")
    draft = Flag(required=False, help_text="true: only saved, not sent.")

    example: ClassVar = {
        "case_need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61",
        "service": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81",
        **LetterFacts.example,
    }


class NewTransfer(LetterFacts):
    """Of the lead, to a body that has somebody who can lead."""

    receiver = Id()
    by_link = None  # type: ignore[assignment]
    draft = Flag(required=False, help_text="true: only saved, not sent.")

    example: ClassVar = {
        "receiver": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        **LetterFacts.example,
    }


class SuggestionReason(Shown):
    """What speaks for a service (true), against it (false), or is not known (null)."""

    text = serializers.CharField()
    fits = serializers.BooleanField(allow_null=True)


class Suggestion(Shown):
    """A service that could meet the need, and why it stands where it stands."""

    service = serializers.UUIDField(source="suggestion.service.id")
    organisation = serializers.UUIDField(source="suggestion.organisation.id")
    organisation_name = serializers.CharField(source="suggestion.organisation.name")
    response_hours = serializers.IntegerField(source="suggestion.response_hours")
    reasons = SuggestionReason(source="suggestion.reasons", many=True)
    was_returned = serializers.SerializerMethodField(
        help_text="It returned a referral of this need before."
    )

    example: ClassVar = {
        "service": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "organisation_name": "Fundacja Przykład",
        "response_hours": 48,
        "reasons": [{"text": "Mówi po polsku", "fits": True}],
        "was_returned": False,
    }

    def get_was_returned(self, candidate: Candidate) -> bool:
        return candidate.returned is not None


class Suggestions(Shown):
    """All of them, the best first. A suggestion is never a decision."""

    results = Suggestion(many=True)

    example: ClassVar = {"results": [Suggestion.example]}


class LeftOutService(Shown):
    """A service that is not suggested for a need, and why."""

    service = serializers.UUIDField(source="service.id")
    organisation = serializers.UUIDField(source="organisation.id")
    organisation_name = serializers.CharField(source="organisation.name")
    reason = serializers.CharField(source="text")

    example: ClassVar = {
        "service": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "organisation_name": "Fundacja Przykład",
        "reason": "Nie pomaga w tej potrzebie.",
    }


class LeftOutServices(Shown):
    """All of them."""

    results = LeftOutService(many=True)

    example: ClassVar = {"results": [LeftOutService.example]}


class CaseReferralView(Resource):
    """What whoever leads or coordinates a case may ask of others."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.CASE_COORDINATE
    permissions: ClassVar = {"hand_over": Permission.CASE_HAND_OVER}

    @operation(
        "Hand a case over to the coordinator",
        "A case that exceeds the competence of its lead.",
        takes=NewHandover,
        gives=Referral,
        status=201,
    )
    def hand_over(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_HAND_OVER)
        sent = self.body(NewHandover)
        is_draft = sent.pop("draft", False)
        facts = letter_facts(HandOverForm, case, sent, is_draft=is_draft)
        coordinator = organisation_with_role(OrganisationRole.COORDINATOR)
        if coordinator is None:
            raise Refused(409, NO_COORDINATOR)
        return self._write(case, Kind.HANDOVER, is_draft, receiver=coordinator, **facts)

    @operation(
        "See who could meet a need",
        "The city's services in the order of suggestion, each with what speaks for and against it.",
        gives=Suggestions,
    )
    def suggestions(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_COORDINATE)
        return given(Suggestions({"results": self._candidates(case, _need(case, pk))}).data)

    @operation(
        "See why others are not suggested",
        "Every service of the city that is not among the suggestions, with the reason.",
        gives=LeftOutServices,
    )
    def why_not(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_COORDINATE)
        group = acting_group(case, self.user, Permission.CASE_COORDINATE)
        found = not_suggested(case, _need(case, pk), sender=group.organisation)
        return given(LeftOutServices({"results": found}).data)

    @operation(
        "Refer a need",
        "To one of the suggested services. The receiver sees the case as far as you share it.",
        takes=NewReferral,
        gives=Referral,
        status=201,
    )
    def refer(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_COORDINATE)
        sent = self.body(NewReferral)
        is_draft, wanted = sent.pop("draft", False), sent.pop("service")
        need = case.needs.select_related("need").filter(pk=sent.pop("case_need")).first()
        if need is None or need.state != NeedState.OPEN:
            raise Invalid([{"pointer": "/case_need", "detail": str(NOT_OPEN)}])
        facts = letter_facts(LetterForm, case, sent, is_draft=is_draft)
        despite = bool(facts.get("despite_conflict"))
        found = self._candidates(case, need, despite_conflict=despite)
        service = chosen(found, wanted)
        if service is None:
            raise Invalid([{"pointer": "/service", "detail": str(NOT_SUGGESTED)}])
        whom = {"receiver": service.organisation, "service": service, "case_need": need}
        return self._write(case, Kind.REFERRAL, is_draft, **whom, **facts)

    @operation(
        "Ask another body to lead a case",
        takes=NewTransfer,
        gives=Referral,
        status=201,
    )
    def transfer(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_COORDINATE)
        sent = self.body(NewTransfer)
        is_draft = sent.pop("draft", False)
        receivers = selectors.bodies_that_can_lead(case)
        facts = letter_facts(TransferForm, case, sent, is_draft=is_draft, receivers=receivers)
        return self._write(case, Kind.TRANSFER, is_draft, **facts)

    def _write(self, case: Case, kind: Kind, is_draft: bool, **facts: Any) -> Response:
        write = actions.save_draft if is_draft else actions.draft_and_send
        needed = HOLDS.get(kind, Permission.CASE_COORDINATE)
        written = write(
            submission=self.submission,
            by=self.user,
            kind=kind,
            case=case,
            group=acting_group(case, self.user, needed),
            **facts,
        )
        found = selectors.referral_for(self.user, written.pk, Permission.REFERRAL_VIEW)
        return shown(found, self.user, status=201)

    def _candidates(
        self, case: Case, need: CaseNeed, *, despite_conflict: bool = False
    ) -> list[Candidate]:
        group = acting_group(case, self.user, Permission.CASE_COORDINATE)
        sender = group.organisation
        return candidates_for(case, need, sender=sender, despite_conflict=despite_conflict)


HOLDS = {Kind.HANDOVER: Permission.CASE_HAND_OVER}


def _need(case: Case, pk: UUID) -> CaseNeed:
    found = case.needs.select_related("need").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
