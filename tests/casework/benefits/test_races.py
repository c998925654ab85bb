"""Two at the same moment: nobody gives out what is not there, and the book stays right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from time import sleep
from uuid import uuid4

from django.db import connection, transaction

from casework.benefits.actions import change_article, change_store, take_back
from casework.benefits.models import Giving, Movement
from casework.benefits.refusals import AmountsRefused, BenefitRefused
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.benefits.making import (
    assert_book_is_right,
    deliver,
    give,
    left_of,
    make_article,
    make_store,
    stocked,
)
from tests.casework.cases.situations import make_case
from tests.cast import make_cast

ROUNDS = 5


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each gave, or the refusal."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        try:
            with entered("gdansk"):
                start.wait(timeout=60)
                return act()
        except (BenefitRefused, StaleObject) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_of_two_who_give_the_last_one_has_it_and_the_other_is_told(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        cases = [make_case(cast), make_case(cast)]
        store = make_store(cast)
    for at in range(ROUNDS):
        with entered("gdansk"):
            blanket = make_article(store, f"Koc {at}")
            deliver(blanket, 5)
        found = at_once(*[partial(give, cast, case, (blanket, 3)) for case in cases])
        kinds = sorted(type(one).__name__ for one in found)
        assert kinds == ["AmountsRefused", "Giving"]
        [refusal] = [one for one in found if isinstance(one, AmountsRefused)]
        with entered("gdansk"):
            assert "2" in refusal.each[blanket.pk] and left_of(blanket) == 2
            assert_book_is_right()


def test_two_who_give_the_same_articles_in_another_order_wait_for_nobody_for_ever(
    committed_database: str,
) -> None:
    with entered("gdansk"):
        cast = make_cast()
        cases = [make_case(cast), make_case(cast)]
        blanket = stocked(cast, 50)
        soap = make_article(blanket.store, "Mydło")
        deliver(soap, 50)
    pairs = [((blanket, 1), (soap, 1)), ((soap, 1), (blanket, 1))]
    for _round in range(ROUNDS):
        found = at_once(
            *[partial(give, cast, case, *pair) for case, pair in zip(cases, pairs, strict=True)]
        )
        assert all(isinstance(one, Giving) for one in found)
    with entered("gdansk"):
        assert left_of(blanket) == left_of(soap) == 50 - 2 * ROUNDS
        assert_book_is_right()


def test_a_form_that_is_sent_twice_at_once_is_one(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        case, blanket = make_case(cast), stocked(cast)
        key, delivery = uuid4(), uuid4()
    at_once(*[lambda: give(cast, case, (blanket, 2), submission=key)] * 3)
    at_once(*[lambda: deliver(blanket, 4, submission=delivery)] * 3)
    with entered("gdansk"):
        assert Giving.objects.count() == 1 and left_of(blanket) == 12
        assert_book_is_right()


def test_what_is_taken_back_by_two_comes_back_once(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        case, blanket = make_case(cast), stocked(cast)
        giving = give(cast, case, (blanket, 2))
        back = partial(take_back, giving=giving, version=1, back_as="mistake", why="x")
    found = at_once(partial(back, by=cast.consultant), partial(back, by=cast.supervisor))
    assert sorted(type(one).__name__ for one in found) == ["Giving", "StaleObject"]
    with entered("gdansk"):
        assert left_of(blanket) == 10
        assert_book_is_right()


def test_who_gives_out_waits_for_nobody_who_changes_another_article(
    committed_database: str,
) -> None:
    """Else who changes an article waits for who gives it, and they for the store: for ever."""
    with entered("gdansk"):
        cast = make_cast()
        case, blanket = make_case(cast), stocked(cast)
        soap = make_article(blanket.store, "Mydło")
        deliver(soap, 5)

    def give_soap() -> object:
        try:
            with entered("gdansk"), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("set local lock_timeout = '5s'")
                return give(cast, case, (soap, 1))
        finally:
            connection.close()

    with entered("gdansk"), ThreadPoolExecutor(1) as pool, transaction.atomic():
        change_article(
            article=blanket,
            version=1,
            is_active=True,
            by=cast.consultant,
            name="Koc",
            kind="bedding",
            unit="piece",
            low_mark=None,
        )
        assert isinstance(pool.submit(give_soap).result(timeout=60), Giving)


def test_nothing_comes_into_a_store_that_is_closed_meanwhile(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        blanket = make_article(make_store(cast))
        store = blanket.store
    with ThreadPoolExecutor(1) as pool:
        with entered("gdansk"), transaction.atomic():
            change_store(store=store, version=1, name="M", is_active=False, by=cast.consultant)
            delivery = pool.submit(lambda: at_once(partial(deliver, blanket, 1)))
            sleep(1)  # until it waits for the article
        [found] = delivery.result(timeout=60)
    assert isinstance(found, BenefitRefused)
    with entered("gdansk"):
        assert not Movement.objects.exists()
