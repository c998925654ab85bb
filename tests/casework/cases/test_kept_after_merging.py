"""What random histories found around merged cases: they lead on, and still say what they said."""

from collections.abc import Iterator

import pytest
from django.http import Http404
from django.utils.translation import override

from casework.cases.actions import restrict_case, separate_cases
from casework.cases.choices import NeedState
from casework.cases.models import Case
from casework.cases.selectors import case_for, cases_visible_to
from casework.referrals.choices import State
from casework.shelter.actions import move_beds
from casework.shelter.models import BedNight
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.cases.doubles import merge
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import coordinated_case, refer, take
from tests.casework.shelter.making import beds_named, day, make_house, make_stay
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


def keep_out(case: Case, person: User, by: User) -> Case:
    """This person never sees it from now on."""
    case.refresh_from_db()
    return restrict_case(
        case=case,
        version=case.version,
        named=[],
        excluded=[person],
        reason="Brat osoby.",
        by=by,
    )


def test_who_is_kept_out_sees_neither_what_was_merged_nor_what_is_separated(cast: Cast) -> None:
    kept, merged = make_case(cast), make_case(cast)
    made = merge(cast, kept, merged)
    keep_out(kept, cast.colleague, cast.consultant)
    with pytest.raises(Http404):
        case_for(cast.colleague, merged.pk, Permission.CASE_VIEW)
    separate_cases(merge=made, by=cast.consultant)
    assert not cases_visible_to(cast.colleague).exists()
    merged.refresh_from_db()
    assert merged.restricted_because == "Brat osoby."


def test_a_need_is_with_a_partner_where_its_referral_is_after_separating(cast: Cast) -> None:
    kept = make_case(cast, needs=[need(0)])
    merged = coordinated_case(cast, needs=[need(0)])
    first = refer(cast, merged)
    made = merge(cast, kept, merged)
    first.refresh_from_db()
    take(first, State.DECLINED, cast)
    kept.refresh_from_db()
    refer(cast, kept, receiver=cast.other_partner)
    separate_cases(merge=made, by=cast.consultant)
    assert kept.needs.get().state == NeedState.REFERRED
    assert merged.needs.get().state == NeedState.OPEN


def test_nights_that_were_given_in_between_follow_their_stay(cast: Cast) -> None:
    kept, merged = make_case(cast), make_case(cast)
    house = make_house(cast.centre)
    stay = make_stay(cast, house, case=merged)
    made = merge(cast, kept, merged)
    stay.refresh_from_db()
    move_beds(
        stay=stay,
        version=stay.version,
        beds=beds_named(house, "2"),
        from_on=day(),
        by=cast.consultant,
    )
    separate_cases(merge=made, by=cast.consultant)
    assert set(BedNight.objects.values_list("case", flat=True)) == {merged.pk}


def test_a_merged_case_is_due_no_more(cast: Cast) -> None:
    kept, merged = make_case(cast), make_case(cast)
    merge(cast, kept, merged)
    merged.refresh_from_db()
    assert merged.due_at is None
