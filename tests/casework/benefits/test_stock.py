"""Deliveries, counts and writing off; what the clock tells of."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from casework.benefits.actions import (
    add_article,
    change_article,
    change_store,
    count,
    open_store,
    write_off,
)
from casework.benefits.models import Article, Batch, UsualArticle
from casework.benefits.refusals import BenefitRefused
from casework.benefits.tasks import watch_stores
from casework.cases.models import Case
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import Notification
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
    told,
)
from tests.cast import Cast

CENTRES = {"consultant@city.example", "colleague@city.example", "supervisor@city.example"}


def counted(batch: Batch, amount: Any, reason: str = "", **changes: Any) -> Any:
    facts: dict[str, Any] = {"submission": uuid4(), "version": batch.version, "by": None}
    facts |= changes
    return count(batch=batch, counted=Decimal(str(amount)), reason=reason, **facts)


def test_deliveries_of_one_date_are_one_batch(cast: Cast) -> None:
    soup = make_article(make_store(cast), "Zupa")
    for amount, expires in ((2, 10), (3, 10), (4, None), (1, None), (5, 20)):
        deliver(soup, amount, expires)
    assert list(soup.batches.values_list("expires_on", flat=True)) == [day(10), day(20), None]
    assert {one.left for one in soup.batches.all()} == {Decimal(5)}
    assert_book_is_right()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -3}, "amount"),
        ({"amount": "1.5"}, "amount"),
        ({"amount": 10001}, "amount"),
        ({"expires": -1}, "expires_on"),
        ({"expires": 40 * 366}, "expires_on"),
        ({"on_day": 1}, "on_day"),
        ({"on_day": -32}, "on_day"),
    ],
)
def test_an_absurd_delivery_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    if "on_day" in changes:
        changes = {"on_day": day(changes["on_day"])}
    with pytest.raises(BenefitRefused) as refused:
        deliver(make_article(make_store(cast)), **({"amount": 1} | changes))
    assert refused.value.field == field
    assert not Batch.objects.exists()


def test_nothing_comes_into_what_is_not_in_use(cast: Cast) -> None:
    blanket = make_article(make_store(cast))
    Article.objects.update(is_active=False)
    with pytest.raises(BenefitRefused, match="article is not in use"):
        deliver(blanket, 1)
    change_store(store=blanket.store, version=1, name="M", is_active=False, by=cast.consultant)
    with pytest.raises(BenefitRefused, match="store is not in use"):
        deliver(blanket, 1)
    with pytest.raises(BenefitRefused, match="store is not in use"):
        make_article(blanket.store, "Mydło")


def test_a_count_says_why_it_differs(cast: Cast) -> None:
    batch = deliver(make_article(make_store(cast)), 10).batch
    assert counted(batch, 10).change == 0
    batch.refresh_from_db()
    with pytest.raises(BenefitRefused) as refused:
        counted(batch, 8)
    assert refused.value.field == "reason"
    key = uuid4()
    first = counted(batch, 8, "Dwa podarte", submission=key)
    assert counted(batch, 8, "Dwa podarte", submission=key) == first
    assert (first.change, first.left) == (-2, 8)
    batch.refresh_from_db()
    assert counted(batch, 9, "Znalazł się jeden").change == 1
    for absurd in (-1, "0.5", 10001):
        with pytest.raises(BenefitRefused):
            counted(Batch.objects.get(), absurd, "x")
    assert_book_is_right()


def test_there_is_only_so_much_and_all_of_it_can_be_counted(cast: Cast) -> None:
    blanket = make_article(make_store(cast))
    for _each in range(9):
        deliver(blanket, 10_000)
    batch = deliver(blanket, 10_000).batch
    with pytest.raises(BenefitRefused) as refused:
        deliver(blanket, 1)
    assert refused.value.field == "amount"
    assert counted(batch, 100_000).change == 0
    batch.refresh_from_db()
    assert counted(batch, 99_990, "Podarte").left == 99_990
    assert_book_is_right()


def test_a_count_of_what_was_given_meanwhile_is_overtaken(cast: Cast, case: Case) -> None:
    blanket = stocked(cast)
    batch = blanket.batches.get()
    give(cast, case, (blanket, 1))
    with pytest.raises(StaleObject):
        counted(batch, 10)
    assert left_of(blanket) == 9


def test_what_is_written_off_says_why_and_never_too_much(cast: Cast) -> None:
    batch = deliver(make_article(make_store(cast)), 3).batch
    facts: dict[str, Any] = {"batch": batch, "by": None}
    key = uuid4()
    done, again = (
        write_off(submission=key, amount=Decimal(1), why="damaged", reason="", **facts)
        for _twice in range(2)
    )
    assert done == again and done.change == -1 and done.left == 2
    for amount, why, field in (
        (3, "lost", "amount"),
        (0, "lost", "amount"),
        (1, "other", "reason"),
    ):
        with pytest.raises(BenefitRefused) as refused:
            write_off(submission=uuid4(), amount=Decimal(amount), why=why, reason="", **facts)
        assert refused.value.field == field
    assert_book_is_right()


def test_a_store_begins_with_the_usual_list_and_closes_empty(cast: Cast) -> None:
    UsualArticle.objects.all().delete()
    UsualArticle.objects.create(name="Koc", kind="bedding", unit="piece", low_mark=5)
    key = uuid4()
    facts: dict[str, Any] = {"organisation": cast.centre, "name": "M", "by": cast.consultant}
    store, again = (open_store(submission=key, with_usual=True, **facts) for _twice in range(2))
    [blanket] = store.articles.all()
    assert store == again and blanket.name == "Koc" and blanket.low_mark == 5
    deliver(blanket, 1)
    with pytest.raises(BenefitRefused) as refused:
        change_store(store=store, version=1, name="M", is_active=False, by=cast.consultant)
    assert refused.value.field == "is_active"
    with pytest.raises(StaleObject):
        change_store(store=store, version=7, name="M", is_active=True, by=cast.consultant)


def test_two_articles_of_a_store_have_two_names(cast: Cast) -> None:
    store = make_store(cast)
    blanket, key = make_article(store), uuid4()
    with pytest.raises(BenefitRefused) as refused:
        make_article(store)
    assert refused.value.field == "name"
    facts: dict[str, Any] = {"name": "Mydło", "kind": "hygiene", "unit": "piece", "low_mark": None}
    soaps = [add_article(submission=key, store=store, by=None, **facts) for _twice in range(2)]
    assert soaps[0] == soaps[1]
    with pytest.raises(BenefitRefused, match="this name"):
        change_article(article=blanket, version=1, is_active=True, by=cast.consultant, **facts)
    with pytest.raises(StaleObject):
        change_article(article=blanket, version=9, is_active=True, by=cast.consultant, **facts)


def test_the_people_of_a_store_are_told_once_that_something_runs_low(
    cast: Cast, case: Case
) -> None:
    blanket = stocked(cast, 6, low_mark=Decimal(5))
    assert watch_stores.run() == 0
    give(cast, case, (blanket, 1))
    assert (watch_stores.run(), watch_stores.run()) == (1, 0)
    assert told("low") == CENTRES
    deliver(blanket, 1)
    assert not Notification.objects.filter(kind="benefit-low", read_at=None).exists()
    give(cast, case, (blanket, 1))
    assert watch_stores.run() == 1
    assert Notification.objects.filter(kind="benefit-low").count() == 2 * len(CENTRES)


def test_what_expires_within_a_week_is_told_once_and_settled(cast: Cast, case: Case) -> None:
    soup = make_article(make_store(cast), "Zupa")
    deliver(soup, 1, 8)
    assert watch_stores.run() == 0
    deliver(soup, 2, 7)
    past_its_date(make_article(soup.store, "Mleko"), 1)
    assert (watch_stores.run(), watch_stores.run()) == (2, 0)
    assert told("expires") == CENTRES
    give(cast, case, (soup, 2))
    unread = Notification.objects.filter(kind="benefit-expires", read_at=None)
    assert set(unread.values_list("about", flat=True)) == {Article.objects.get(name="Mleko").pk}


def test_nobody_is_told_of_what_is_not_in_use(cast: Cast) -> None:
    low = make_article(make_store(cast), low_mark=Decimal(5))
    Article.objects.filter(pk=low.pk).update(is_active=False)
    assert watch_stores.run() == 0
