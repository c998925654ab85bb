"""Two people, or two presses, at the very same moment."""

from collections import Counter
from typing import Any
from uuid import uuid4

from casework.cases.models import Case, CaseNeed
from casework.cases.refusal import NotAllowed
from casework.referrals.actions import accept, decline
from casework.referrals.choices import Kind, Reason, State
from casework.referrals.models import Referral, Step
from casework.referrals.tasks import expire_overdue
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.cases.situations import make_case
from tests.casework.cases.test_races import AT_ONCE, all_at_once
from tests.casework.referrals.situations import coordinated_case, hand_over, in_state, refer
from tests.casework.referrals.test_clock import overdue
from tests.cast import Cast, make_cast


def prepared() -> tuple[Cast, Case]:
    with entered("gdansk"):
        cast = make_cast()
        return cast, coordinated_case(cast)


def test_one_form_sent_by_eight_at_once_is_one_referral(committed_database: str) -> None:
    cast, case = prepared()
    submission = uuid4()
    sent = all_at_once(lambda _number: refer(cast, case, submission=submission).pk)
    assert len(set(sent)) == 1
    with entered("gdansk"):
        assert Step.objects.filter(referral__kind=Kind.REFERRAL).count() == 1


def test_one_need_sent_to_eight_partners_at_once_goes_to_one(committed_database: str) -> None:
    cast, case = prepared()

    def send(number: int) -> str:
        try:
            refer(cast, case, receiver=(cast.partner, cast.other_partner)[number % 2])
        except NotAllowed:
            return "told"
        return "sent"

    assert Counter(all_at_once(send)) == {"sent": 1, "told": AT_ONCE - 1}
    with entered("gdansk"):
        assert CaseNeed.objects.get(case=case).state == "referred"


def test_a_case_handed_over_by_eight_at_once_is_handed_over_once(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        case = make_case(cast)

    def send(_number: int) -> str:
        try:
            hand_over(cast, case)
        except NotAllowed:
            return "told"
        return "sent"

    assert Counter(all_at_once(send)) == {"sent": 1, "told": AT_ONCE - 1}


def test_accepted_and_declined_at_once_is_one_of_them(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        sent = in_state(cast, Kind.REFERRAL, State.SENT)

    def answer(number: int) -> object:
        facts: dict[str, Any] = {
            "referral": sent,
            "version": sent.version,
            "by": cast.partner_worker,
        }
        if number % 2:
            return accept(**facts)
        return decline(**facts, reason=Reason.NO_CAPACITY)

    results = all_at_once(answer)
    assert sum(isinstance(one, StaleObject) for one in results) == AT_ONCE - 1
    with entered("gdansk"):
        assert Step.objects.filter(referral=sent).count() == 2


def test_the_clock_run_by_eight_workers_at_once_expires_each_once(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        for _ in range(3):
            overdue(in_state(cast, Kind.REFERRAL, State.SENT))
    results = all_at_once(lambda _number: expire_overdue.run())
    assert sum(int(str(one)) for one in results) == 3
    with entered("gdansk"):
        assert Referral.objects.filter(state=State.EXPIRED).count() == 3
        assert Step.objects.filter(state=State.EXPIRED).count() == 3
