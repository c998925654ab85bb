"""Giving out in a case, and taking back."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from casework.benefits.actions import (
    change_article,
    change_store,
    receive,
    take_back,
)
from casework.benefits.models import Article, Giving, Movement
from casework.benefits.refusals import AmountsRefused, BenefitRefused
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.benefits.making import (
    assert_book_is_right,
    day,
    deliver,
    give,
    left_of,
    make_article,
    make_store,
    past_its_date,
    stocked,
)
from tests.casework.cases.ending_situations import close
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def batches(giving: Giving) -> list[tuple[Any, Any]]:
    rows = giving.movements.order_by("at", "batch__expires_on")
    return [(one.batch.expires_on, one.change) for one in rows.select_related("batch")]


def test_what_expires_first_goes_first_and_what_is_past_its_date_stays(
    cast: Cast, case: Case
) -> None:
    soup = make_article(make_store(cast), "Zupa", kind="food")
    spoilt = past_its_date(soup, 4)
    deliver(soup, 10)
    deliver(soup, 3, 30)
    deliver(soup, 2, 5)
    giving = give(cast, case, (soup, 7))
    assert batches(giving) == [(day(5), -2), (day(30), -3), (None, -2)]
    spoilt.refresh_from_db()
    assert left_of(soup) == 12 and spoilt.left == 4
    line = giving.lines.get()
    assert line.article == soup and line.amount == 7
    assert AuditEvent.objects.filter(verb="benefit.given", subject_id=case.pk).exists()
    assert_book_is_right()


def test_on_its_last_day_and_on_the_day_it_was_given_it_is_good(cast: Cast, case: Case) -> None:
    soup = make_article(make_store(cast), "Zupa", kind="food")
    deliver(soup, 1, 0)
    give(cast, case, (soup, 1))
    past_its_date(soup, 2, days=1)
    with pytest.raises(AmountsRefused):
        give(cast, case, (soup, 2))
    assert give(cast, case, (soup, 2), given_on=day(-1)).lines.get().amount == 2


def test_more_than_there_is_is_refused_whole(cast: Cast, case: Case) -> None:
    blanket = stocked(cast, 2)
    soap = make_article(blanket.store, "Mydło")
    deliver(soap, 5)
    with pytest.raises(AmountsRefused) as refused:
        give(cast, case, (soap, 1), (blanket, 3))
    assert refused.value.each == {blanket.pk: "Koc: only 2 pcs left."}
    assert (left_of(soap), left_of(blanket)) == (5, 2)
    assert not Giving.objects.exists()
    give(cast, case, (blanket, 2))
    with pytest.raises(AmountsRefused, match="nothing left"):
        give(cast, case, (blanket, 1))


@pytest.mark.parametrize(
    ("unit", "amount", "words"),
    [
        ("piece", 0, "greater than 0"),
        ("piece", -1, "greater than 0"),
        ("piece", "0.5", "whole number"),
        ("kg", 10001, "not greater than"),
        ("kg", 0, "greater than 0"),
    ],
)
def test_an_absurd_amount_is_refused(
    cast: Cast, case: Case, unit: str, amount: Any, words: str
) -> None:
    with pytest.raises(AmountsRefused, match=words):
        give(cast, case, (stocked(cast, 10, unit=unit), amount))


def test_what_is_weighed_comes_in_parts(cast: Cast, case: Case) -> None:
    rice = stocked(cast, "7.5", "Ryż", unit="kg", kind="food")
    give(cast, case, (rice, "0.25"))
    assert left_of(rice) == Decimal("7.25")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": 0}, "people"),
        ({"people": 21}, "people"),
        ({"given_on": 1}, "given_on"),
        ({"given_on": -32}, "given_on"),
    ],
)
def test_a_slip_is_refused(cast: Cast, case: Case, changes: dict[str, Any], field: str) -> None:
    if "given_on" in changes:
        changes = {"given_on": day(changes["given_on"])}
    with pytest.raises(BenefitRefused) as refused:
        give(cast, case, (stocked(cast), 1), **changes)
    assert refused.value.field == field


def test_a_closed_case_an_article_out_of_use_and_another_store_are_refused(
    cast: Cast, case: Case
) -> None:
    blanket, other = stocked(cast), stocked(cast, 5, "Mydło")
    with pytest.raises(AmountsRefused, match="not given out here"):
        give(cast, case, (blanket, 1), (other, 1))
    type(other).objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(AmountsRefused, match="not given out here"):
        give(cast, case, (other, 1))
    type(blanket.store).objects.filter(pk=blanket.store.pk).update(is_active=False)
    with pytest.raises(BenefitRefused, match="not in use"):
        give(cast, case, (blanket, 1))
    close(cast, case)
    with pytest.raises(NotAllowed, match="closed"):
        give(cast, case, (blanket, 1))


def test_nothing_is_no_giving(cast: Cast, case: Case) -> None:
    from casework.benefits.actions import give_out

    with pytest.raises(BenefitRefused, match="at least"):
        give_out(
            submission=uuid4(),
            case=case,
            store=make_store(cast),
            amounts={},
            people=1,
            given_on=day(0),
            note="",
            by=cast.consultant,
        )


def test_what_is_sent_twice_is_one(cast: Cast, case: Case) -> None:
    blanket, key = stocked(cast), uuid4()
    first = give(cast, case, (blanket, 2), submission=key)
    assert give(cast, case, (blanket, 2), submission=key) == first
    assert left_of(blanket) == 8
    used: Any = Movement.objects.get(submission__isnull=False).submission
    with pytest.raises(NotAllowed, match="already used"):
        receive(
            submission=used,
            article=make_article(blanket.store, "Mydło"),
            amount=Decimal(1),
            expires_on=None,
            source="purchase",
            from_whom="",
            on_day=day(0),
            by=None,
        )


def test_taken_back_it_stands_where_it_came_from(cast: Cast, case: Case) -> None:
    soup = make_article(make_store(cast), "Zupa", kind="food")
    deliver(soup, 2, 5)
    deliver(soup, 2, 30)
    giving = give(cast, case, (soup, 3))
    before = dict(soup.batches.values_list("expires_on", "left"))
    assert before == {day(5): 0, day(30): 1}
    back = take_back(
        giving=giving, version=1, back_as="mistake", why="Zła sprawa.", by=cast.consultant
    )
    assert (back.is_back, back.back_by, back.back_why) == (True, cast.consultant, "Zła sprawa.")
    assert dict(soup.batches.values_list("expires_on", "left")) == {day(5): 2, day(30): 2}
    assert giving.lines.count() == 1 and giving.movements.count() == 4
    assert_book_is_right()
    with pytest.raises(StaleObject):
        take_back(giving=giving, version=1, back_as="mistake", why="x", by=cast.consultant)
    with pytest.raises(BenefitRefused, match="already"):
        take_back(giving=giving, version=2, back_as="mistake", why="x", by=cast.consultant)


def test_taking_back_needs_a_reason_and_goes_on_in_a_closed_case(cast: Cast, case: Case) -> None:
    giving = give(cast, case, (stocked(cast), 1))
    with pytest.raises(BenefitRefused) as refused:
        take_back(giving=giving, version=1, back_as="returned", why=" ", by=cast.consultant)
    assert refused.value.field == "why"
    close(cast, case)
    take_back(giving=giving, version=1, back_as="returned", why="Oddała.", by=cast.supervisor)
    assert_book_is_right()


def test_an_article_of_which_there_is_some_stays_in_use_and_keeps_its_unit(cast: Cast) -> None:
    blanket = stocked(cast)
    facts: dict[str, Any] = {"name": "Koc", "kind": "bedding", "unit": "piece", "low_mark": None}
    for changes, field in (({"is_active": False}, "is_active"), ({"unit": "pack"}, "unit")):
        with pytest.raises(BenefitRefused) as refused:
            change_article(
                article=blanket,
                version=1,
                by=cast.consultant,
                **({"is_active": True} | facts | changes),
            )
        assert refused.value.field == field


def test_a_case_that_was_merged_is_given_to_where_it_goes_on(cast: Cast) -> None:
    """What follows a case is taken back there too."""
    from tests.casework.cases.doubles import merge, pair

    kept, merged = pair(cast)
    giving = give(cast, merged, (stocked(cast), 1))
    merge(cast, kept, merged)
    giving.refresh_from_db()
    take_back(giving=giving, version=1, back_as="mistake", why="x", by=cast.consultant)
    assert kept.givings.get().is_back and make_case(cast).givings.count() == 0


def test_what_comes_back_into_a_store_out_of_use_stands_where_somebody_looks(
    cast: Cast, case: Case
) -> None:
    blanket = stocked(cast, 1)
    giving = give(cast, case, (blanket, 1))
    facts: Any = {"name": "Koc", "kind": "bedding", "unit": "piece", "low_mark": None}
    change_article(article=blanket, version=1, is_active=False, by=cast.consultant, **facts)
    change_store(store=blanket.store, version=1, name="M", is_active=False, by=cast.consultant)
    take_back(giving=giving, version=1, back_as="mistake", why="x", by=cast.consultant)
    article = Article.objects.select_related("store").get()
    assert (article.is_active, article.version) == (True, 3)
    assert (article.store.is_active, article.store.version) == (True, 3)
    for verb, number in (("benefit_article.changed", 2), ("benefit_store.changed", 2)):
        assert AuditEvent.objects.filter(verb=verb).count() == number
