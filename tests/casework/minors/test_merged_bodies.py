"""Two records of one body become one: a body has one set of standards."""

from casework.minors import cards
from casework.minors.models import Standards
from casework.partners.actions import separate_organisations
from ostoja.accounts.models import User
from tests.casework.minors.making import make_edition, name, open_card
from tests.casework.partners.doubles import double_of, merge, worker_of
from tests.cast import Cast


def test_the_standards_follow_where_the_kept_record_has_none(cast: Cast) -> None:
    double = double_of(cast)
    standards = make_edition(cast, double).standards
    merge(cast, cast.partner, double)
    standards.refresh_from_db()
    assert standards.organisation == cast.partner


def test_where_both_have_them_each_stays_where_it_is(cast: Cast) -> None:
    double = double_of(cast)
    theirs, ours = (make_edition(cast, body).standards for body in (double, cast.partner))
    merge(cast, cast.partner, double)
    assert {one.pk for one in Standards.objects.filter(organisation=cast.partner)} == {ours.pk}
    theirs.refresh_from_db()
    assert theirs.organisation_id == double.pk


def test_who_answers_for_a_child_goes_on_where_both_have_standards(cast: Cast) -> None:
    double = double_of(cast)
    theirs, _ours = (make_edition(cast, body).standards for body in (double, cast.partner))
    person = worker_of(double)
    name(cast, theirs, person)
    card = open_card(theirs, cast.coordinator)
    merged = merge(cast, cast.partner, double)
    for _side in ("one", "two again"):
        who = User.objects.get(pk=person.pk)
        found = cards.card_for(who, card.pk)
        assert found == card and cards.holders_of(found) == [who]
        assert not cards.cards_visible_to(cast.partner_worker).exists()
        if merged.undone_at is None:
            merged = separate_organisations(merge=merged, by=cast.coordinator)
