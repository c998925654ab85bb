"""Cases of which few may see anything, and what others owe an answer to: somebody goes on."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.translation import override

from casework.cases.actions import separate_cases
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_to_finish
from casework.referrals.choices import State
from casework.referrals.selectors import returned_to_us
from tests.casework.cases.doubles import merge
from tests.casework.cases.situations import make_case, need
from tests.casework.cases.test_kept_after_merging import keep_out
from tests.casework.referrals.situations import coordinated_case, hand_over, refer, take
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


def test_the_lead_goes_on_where_nobody_who_coordinates_may_see_the_case(cast: Cast) -> None:
    case = coordinated_case(cast)
    returned = take(refer(cast, case), State.DECLINED, cast)
    with pytest.raises(Http404):
        case_to_finish(cast.consultant, case.pk)
    keep_out(case, cast.coordinator, cast.consultant)
    assert case_to_finish(cast.consultant, case.pk) == case
    assert list(returned_to_us(cast.consultant)) == [returned]


def test_it_is_not_handed_over_to_people_who_may_not_see_it(cast: Cast) -> None:
    case = make_case(cast)
    keep_out(case, cast.coordinator, cast.consultant)
    with pytest.raises(NotAllowed, match="may see this case"):
        hand_over(cast, case, submission=uuid4())


def test_what_came_back_lies_with_the_lead_once_nobody_coordinates(cast: Cast) -> None:
    kept = make_case(cast, needs=[need(1)])
    merged = coordinated_case(cast, needs=[need(0)])
    made = merge(cast, kept, merged)
    kept.refresh_from_db()
    sent = refer(cast, kept, case_need=kept.needs.get(need=need(1)))
    separate_cases(merge=made, by=cast.consultant)
    sent.refresh_from_db()
    take(sent, State.DECLINED, cast)
    assert list(returned_to_us(cast.consultant)) == [sent]
    assert not returned_to_us(cast.coordinator).exists()
