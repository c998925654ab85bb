"""What was given and its case: who sees it, merging, deletion, reports, what a copy gives."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from casework.benefits import rights, selectors
from casework.benefits.actions import take_back
from casework.benefits.models import Giving, GivingLine, Movement, Store
from casework.benefits.personal import GIVING, LINE
from casework.benefits.retention import delete_givings
from casework.cases.actions import separate_cases
from casework.cases.models import Case
from casework.intake.figures.periods import Period
from casework.partners import merging as merged_bodies
from casework.reports.of_benefits import given
from tests.casework.benefits.making import day, deliver, give, make_article, make_store, stocked
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.test_restricting import restrict
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, browser_of


def stores_of(who: Any) -> set[Store]:
    return set(selectors.stores_visible_to(who))


def test_a_store_is_there_for_its_people_and_for_who_coordinates(cast: Cast) -> None:
    ours, theirs = make_store(cast), make_store(cast, cast.partner)
    assert stores_of(cast.consultant) == stores_of(cast.supervisor) == {ours}
    assert stores_of(cast.partner_worker) == {theirs}
    assert stores_of(cast.coordinator) == {ours, theirs}
    assert not stores_of(cast.stranger) | stores_of(cast.member) | stores_of(cast.administrator)


@pytest.mark.parametrize("name", ["benefit_store", "benefit_book", "benefit_sheet"])
def test_somebody_elses_store_is_not_there(cast: Cast, name: str) -> None:
    store = make_store(cast)
    assert browser_of(cast.stranger).get(url(name, store.pk)).status_code == 404
    assert browser_of(cast.coordinator).get(url(name, store.pk)).status_code == 200
    for change in ("benefit_store_edit", "benefit_article_new"):
        assert browser_of(cast.coordinator).get(url(change, store.pk)).status_code == 404


def test_who_sees_what_was_given(cast: Cast) -> None:
    """Who leads and who coordinates all of it; a partner who helps what their own body gave."""
    case = coordinated_case(cast)
    refer(cast, case)
    ours = give(cast, case, (stocked(cast), 1))
    blanket = make_article(make_store(cast, cast.partner))
    deliver(blanket, 5)
    theirs = give(cast, case, (blanket, 1), by=cast.partner_worker)
    seen = {
        who: set(selectors.givings_visible_to(getattr(cast, who)))
        for who in ("consultant", "supervisor", "coordinator", "partner_worker", "stranger")
    }
    assert seen == {
        "consultant": {ours, theirs},
        "supervisor": {ours, theirs},
        "coordinator": {ours, theirs},
        "partner_worker": {theirs},
        "stranger": set(),
    }


def test_the_book_names_a_case_only_to_who_may_see_it(cast: Cast, case: Case) -> None:
    blanket = stocked(cast)
    give(cast, case, (blanket, 1))
    colleague = browser_of(cast.colleague)
    assert case.number in words(colleague, "benefit_book", blanket.store.pk)
    restrict(case, cast.consultant, cast.consultant)
    for name, pk in (("benefit_book", blanket.store.pk), ("benefit_article", blanket.pk)):
        page = words(colleague, name, pk)
        assert case.number not in page and "given out" in page
    assert case.number in words(browser_of(cast.consultant), "benefit_article", blanket.pk)
    giving = url("benefit_giving", Giving.objects.get().pk)
    assert colleague.get(giving).status_code == 404


def test_who_takes_back_at_once_and_later(cast: Cast, case: Case) -> None:
    giving = give(cast, case, (stocked(cast), 1))
    people = ("consultant", "colleague", "supervisor", "coordinator", "stranger")

    def may() -> set[str]:
        return {who for who in people if rights.may_take_back(getattr(cast, who), giving)}

    assert may() == {"consultant", "colleague", "supervisor", "coordinator"}
    giving.given_at = timezone.now() - rights.WITHIN
    assert may() == {"supervisor", "coordinator"}
    giving.back_at = timezone.now()
    assert may() == set()


def test_the_case_tells_what_was_given(cast: Cast, case: Case, browser: Client) -> None:
    blanket = stocked(cast)
    giving = give(cast, case, (blanket, 2), people=3, note="Przyszła bez kurtki.")
    page = words(browser, "case", case.pk)
    assert "Koc: 2 pcs" in page and "for 3 people" in page
    story = words(browser, "case_story", case.pk)
    assert "Benefit in kind given" in story and "Przyszła bez kurtki." in story
    take_back(giving=giving, version=1, back_as="returned", why="Oddała.", by=cast.consultant)
    story = words(browser, "case_story", case.pk)
    assert "Benefit in kind taken back" in story and "Oddała." in story
    assert "taken back" in words(browser, "case", case.pk)


def test_what_was_given_follows_its_case_and_comes_back(cast: Cast) -> None:
    kept, merged = pair(cast)
    giving = give(cast, merged, (stocked(cast), 1))
    done = merge(cast, kept, merged)
    assert set(kept.givings.all()) == {giving}
    separate_cases(merge=done, by=cast.consultant)
    assert set(merged.givings.all()) == {giving}


def test_stores_follow_their_body(cast: Cast) -> None:
    store = make_store(cast)
    labels = [str(one.label) for one in merged_bodies.what_moves(cast.centre)]
    assert "stores of benefits in kind" in labels
    merged_bodies.move_all(cast.coordinating, cast.centre)
    store.refresh_from_db()
    assert store.organisation == cast.coordinating


def test_with_the_case_goes_who_was_given_what_and_the_book_stays(cast: Cast, case: Case) -> None:
    blanket, other = stocked(cast), make_case(cast)
    give(cast, case, (blanket, 2))
    stays = give(cast, other, (blanket, 1))
    delete_givings([case])
    assert set(Giving.objects.all()) == {stays} and GivingLine.objects.count() == 1
    gone, kept = Movement.objects.filter(kind="given").order_by("change")
    assert gone.change == -2 and gone.giving is None
    assert kept.change == -1 and kept.giving == stays


def test_a_copy_gives_what_was_given(cast: Cast, case: Case) -> None:
    give(cast, case, (stocked(cast), 2), note="Koc na noc.")
    give(cast, make_case(cast), (stocked(cast, name="Mydło"), 1))
    roots: Any = {"cases.case": frozenset({case.pk})}
    assert GIVING.rows(roots).count() == LINE.rows(roots).count() == 1
    assert {"people", "given_on", "note", "back_why"} <= set(GIVING.fields())
    assert {"article", "amount"} == set(LINE.fields())
    with override("pl"):
        assert LINE.words["amount"](Decimal("1.50")) == "1,5"
    line = LINE.rows(roots).get()
    assert [make(line) for _label, make in LINE.more.values()] == [
        f"{day(0):%d.%m.%Y}",
        "pcs",
    ]


def test_reports_count_what_was_given_by_kind(
    cast: Cast, case: Case, django_assert_num_queries: Any
) -> None:
    blanket = stocked(cast)
    towel, soup = make_article(blanket.store, "Ręcznik"), make_article(blanket.store, "Zupa")
    type(soup).objects.filter(pk=soup.pk).update(kind="food")
    for one in (towel, soup):
        deliver(one, 10)
    give(cast, case, (blanket, 1), (towel, 2), (soup, 1), people=3)
    give(cast, case, (blanket, 1), people=2, given_on=day(-1))
    give(cast, make_case(cast), (soup, 1))
    back = give(cast, case, (blanket, 1), people=9)
    take_back(giving=back, version=1, back_as="mistake", why="x", by=cast.consultant)
    secret = make_case(cast)
    give(cast, secret, (blanket, 1))
    restrict(secret, cast.consultant, cast.consultant)
    periods = [Period(day(-1), day(0)), Period(day(0), day(0))]
    with django_assert_num_queries(1):
        times, people = given(periods)
    assert times.counts == {"bedding": [2, 1], "food": [2, 2]}
    assert people.counts == {"bedding": [5, 3], "food": [4, 4]}
    assert times.stands_for == people.stands_for == {"bedding": [1, 1], "food": [2, 2]}
    assert given(periods, cast.partner.pk)[0].counts == {}
    assert given(periods, cast.centre.pk)[0].counts == times.counts
