"""The API's steps are those of the workflow's table, and nothing is said twice."""

import pytest

from api.fields import Nothing
from api.v1.referral_steps import STEPS, WithOutcome, WithReason, taken
from api.v1.referrals import ReferralView
from casework.referrals.choices import Kind, State
from casework.referrals.workflow import Side, rows

TAKEN_BY_PEOPLE = {
    state
    for kind in Kind
    for _before, state, step in rows(kind)
    if step.side in {Side.SENDER, Side.RECEIVER}
}


def test_each_step_that_people_take_has_an_address() -> None:
    assert set(STEPS) == TAKEN_BY_PEOPLE
    addresses = [step.address for step in STEPS.values()]
    assert len(set(addresses)) == len(addresses)
    assert all(callable(getattr(ReferralView, address)) for address in addresses)


@pytest.mark.parametrize(
    ("to", "body"),
    [
        (State.SENT, Nothing),
        (State.ACCEPTED, Nothing),
        (State.DECLINED, WithReason),
        (State.WITHDRAWN, WithReason),
        (State.NOT_ACHIEVED, WithReason),
        (State.COMPLETED, WithOutcome),
    ],
)
def test_what_is_sent_with_a_step_follows_from_what_it_needs(to: State, body: type) -> None:
    assert taken(to) is body
