"""What the database itself refuses."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.benefits.models import Article, Batch, Giving, GivingLine, Movement, Store
from casework.cases.models import Case
from tests.casework.benefits.making import day, deliver, give, make_article, make_store, stocked
from tests.cast import Cast


def refused(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_there_is_never_less_than_nothing(cast: Cast) -> None:
    stocked(cast)
    refused("benefit_never_below_nothing", lambda: Batch.objects.update(left=-1))
    refused("benefit_movement_leaves_some", lambda: Movement.objects.update(left=-1))


@pytest.mark.parametrize("expires", [None, 5])
def test_one_batch_for_each_date(cast: Cast, expires: int | None) -> None:
    batch = deliver(make_article(make_store(cast)), 1, expires).batch
    refused(
        "benefit_one_batch_for_each_date",
        lambda: Batch.objects.create(article=batch.article, expires_on=batch.expires_on),
    )


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("benefit_movement_in_its_direction", {"change": -1}),
        ("benefit_movement_in_its_direction", {"kind": "given", "source": ""}),
        ("benefit_movement_in_its_direction", {"kind": "write_off", "source": "", "why": "lost"}),
        ("benefit_delivery_says_from_where", {"source": ""}),
        ("benefit_delivery_says_from_where", {"kind": "back"}),
        ("benefit_write_off_says_why", {"why": "lost"}),
        ("benefit_write_off_says_why", {"kind": "write_off", "source": "", "change": -1}),
        ("benefit_count_that_differs_says_why", {"kind": "count", "source": ""}),
    ],
)
def test_a_line_of_the_book_says_what_it_is(cast: Cast, name: str, changes: Any) -> None:
    stocked(cast)
    refused(name, lambda: Movement.objects.update(**changes))


def test_stores_and_articles_have_names(cast: Cast) -> None:
    blanket = stocked(cast)
    refused("benefit_store_has_a_name", lambda: Store.objects.update(name=""))
    refused("benefit_article_has_a_name", lambda: Article.objects.update(name=""))
    refused("benefit_low_mark_not_below_zero", lambda: Article.objects.update(low_mark=-1))
    refused(
        "benefit_article_once_in_a_store",
        lambda: Article.objects.create(
            submission=uuid4(), store=blanket.store, name="Koc", kind="food", unit="piece"
        ),
    )


@pytest.mark.parametrize("people", [0, 21])
def test_a_giving_is_for_a_household(cast: Cast, case: Case, people: int) -> None:
    give(cast, case, (stocked(cast), 1))
    refused("benefit_for_a_household", lambda: Giving.objects.update(people=people))


@pytest.mark.parametrize("changes", [{"back_as": "returned"}, {"back_at": timezone.now()}])
def test_what_was_taken_back_says_how(cast: Cast, case: Case, changes: Any) -> None:
    give(cast, case, (stocked(cast), 1))
    refused("benefit_taken_back_says_how", lambda: Giving.objects.update(**changes))


def test_a_giving_has_each_article_once_and_some_of_it(cast: Cast, case: Case) -> None:
    blanket = stocked(cast)
    giving = give(cast, case, (blanket, 1), given_on=day(-1))
    refused(
        "benefit_article_once_in_a_giving",
        lambda: GivingLine.objects.create(giving=giving, article=blanket, amount=1),
    )
    refused("benefit_line_of_something", lambda: GivingLine.objects.update(amount=0))
