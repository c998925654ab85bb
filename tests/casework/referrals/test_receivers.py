"""To whom nothing is sent: a body that has left, a service that is not offered."""

import pytest
from django.utils.translation import override

from casework.cases.models import Consent
from casework.cases.refusal import NotAllowed
from casework.partners.choices import AgreementState, ServiceStatus
from casework.referrals.actions import save_draft, send, send_on
from casework.referrals.choices import Kind, LegalBasis, State
from casework.referrals.models import Referral
from tests.casework.cases.consenting import consented
from tests.casework.referrals.situations import (
    coordinated_case,
    in_state,
    letter,
    make_service,
    refer,
    take,
)
from tests.cast import Cast


def written(cast: Cast) -> Referral:
    """A draft for a service of the partner's."""
    case = coordinated_case(cast)
    facts = {"case_need": case.needs.get(), "service": make_service(cast, case)}
    who = {"receiver": cast.partner, "group": cast.coordinating.group, "by": cast.coordinator}
    return save_draft(**letter(kind=Kind.REFERRAL, case=case, **facts, **who))


@pytest.mark.parametrize("status", [one for one in ServiceStatus if one != ServiceStatus.ACTIVE])
def test_what_is_not_offered_now_is_not_asked_for(cast: Cast, status: str) -> None:
    draft = written(cast)
    assert draft.service is not None
    draft.service.status = status
    draft.service.save()
    with override("en"), pytest.raises(NotAllowed, match="is not offered now"):
        send(referral=draft, version=draft.version, by=cast.coordinator)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_who_left_the_agreement_gets_nothing_new(cast: Cast) -> None:
    draft = written(cast)
    cast.partner.agreement_state = AgreementState.LEFT
    cast.partner.save()
    with override("en"), pytest.raises(NotAllowed, match="has left the agreement"):
        send(referral=draft, version=draft.version, by=cast.coordinator)


def test_a_letter_whose_consent_is_gone_is_not_sent_on_and_says_why(cast: Cast) -> None:
    case = coordinated_case(cast)
    basis = {"legal_basis": LegalBasis.CONSENT, "consent": consented(cast, case)}
    returned = take(refer(cast, case, **basis), State.DECLINED, cast)
    Consent.objects.all().delete()
    returned.refresh_from_db()
    receiver, group = cast.other_partner, cast.coordinating.group
    with override("en"), pytest.raises(NotAllowed, match="Choose the legal basis"):
        send_on(
            referral=returned, receiver=receiver, service=None, group=group, by=cast.coordinator
        )


def test_who_leaves_in_the_middle_may_still_answer_and_it_comes_back(cast: Cast) -> None:
    sent = in_state(cast, Kind.REFERRAL, State.SENT)
    cast.partner.agreement_state = AgreementState.LEFT
    cast.partner.save()
    assert take(sent, State.DECLINED, cast).state == State.DECLINED
