"""A partner leaves the agreement, or is suspended, in the middle of a referral."""

import pytest
from django.utils import timezone

from casework.cases.choices import NeedState
from casework.cases.refusal import NotAllowed
from casework.partners.actions import change_agreement
from casework.partners.choices import AgreementState
from casework.referrals.choices import Kind, Reason, State
from casework.referrals.models import Referral
from tests.casework.cases.situations import url
from tests.casework.referrals.situations import coordinated_case, in_state, refer
from tests.cast import Cast, browser_of


def signs_and_goes(cast: Cast, state: AgreementState) -> None:
    body = cast.partner
    body.agreement_state = AgreementState.SIGNATORY
    body.save()
    body.refresh_from_db()
    day = timezone.localdate()
    change_agreement(pk=body.pk, version=body.version, state=state, day=day, by=cast.coordinator)


@pytest.mark.parametrize("gone", [AgreementState.LEFT, AgreementState.SUSPENDED])
@pytest.mark.parametrize(
    ("now", "then"),
    [
        (State.SENT, State.EXPIRED),
        (State.CONSIDERED, State.EXPIRED),
        (State.ACCEPTED, State.NOT_ACHIEVED),
        (State.IN_PROGRESS, State.NOT_ACHIEVED),
    ],
)
def test_what_is_open_returns_to_the_sender_and_access_ends(
    cast: Cast, now: State, then: State, gone: AgreementState
) -> None:
    referral = in_state(cast, Kind.REFERRAL, now)
    case_page = url("case", referral.case_id)
    assert browser_of(cast.partner_worker).get(case_page).status_code == 200
    signs_and_goes(cast, gone)
    referral = Referral.objects.get(pk=referral.pk)
    assert (referral.state, referral.reason) == (then, Reason.LEFT_AGREEMENT)
    assert referral.case_need is not None and referral.case_need.state == NeedState.OPEN
    assert browser_of(cast.partner_worker).get(case_page).status_code == 404
    home = browser_of(cast.coordinator).get("/pl/staff/").content.decode()
    assert referral.case.number in home


def test_nothing_is_sent_there_any_more(cast: Cast) -> None:
    case = coordinated_case(cast)
    signs_and_goes(cast, AgreementState.SUSPENDED)
    cast.partner.refresh_from_db()
    with pytest.raises(NotAllowed):
        refer(cast, case)


def test_what_ended_before_stays_as_it_was(cast: Cast) -> None:
    done = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    signs_and_goes(cast, AgreementState.LEFT)
    assert Referral.objects.get(pk=done.pk).state == State.COMPLETED
