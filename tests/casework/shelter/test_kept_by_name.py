"""Who is kept from a case by name: not even in the house that their own body runs."""

from casework.shelter.selectors import holds_visible_to, stays_visible_to
from tests.casework.cases.situations import make_case
from tests.casework.cases.test_kept_after_merging import keep_out
from tests.casework.shelter.making import make_hold, make_house, make_stay
from tests.cast import Cast


def test_who_is_kept_from_a_case_does_not_see_it_in_their_house(cast: Cast) -> None:
    house = make_house(cast.centre)
    case = make_case(cast)
    make_stay(cast, house, case=case)
    assert stays_visible_to(cast.colleague).exists()
    keep_out(case, cast.colleague, cast.consultant)
    assert not stays_visible_to(cast.colleague).exists()
    assert stays_visible_to(cast.consultant).exists()


def test_nor_the_bed_that_is_kept_for_it(cast: Cast) -> None:
    hold = make_hold(cast, make_house(cast.partner))
    assert holds_visible_to(cast.partner_worker).exists()
    keep_out(hold.referral.case, cast.partner_worker, cast.consultant)
    assert not holds_visible_to(cast.partner_worker).exists()
