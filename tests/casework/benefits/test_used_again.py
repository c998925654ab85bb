"""What comes to stand on the shelf again is in use again, and so is its store."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from casework.benefits.actions import change_article, change_store, count, take_back
from casework.benefits.models import Article, Store
from casework.cases.models import Case
from ostoja.audit.models import AuditEvent
from tests.casework.benefits.making import give, left_of, stocked
from tests.cast import Cast


@pytest.fixture
def emptied(cast: Cast, case: Case) -> Article:
    """All of it was given, and then it and its store went out of use."""
    blanket = stocked(cast, 2)
    give(cast, case, (blanket, 2))
    facts: dict[str, Any] = {"name": "Koc", "kind": "bedding", "unit": "piece", "low_mark": None}
    change_article(article=blanket, version=1, is_active=False, by=cast.consultant, **facts)
    store = blanket.store
    change_store(store=store, version=1, name=store.name, is_active=False, by=cast.consultant)
    return blanket


def in_use(article: Article) -> tuple[bool, bool]:
    """The article, and its store."""
    store = Store.objects.get(pk=article.store_id)
    return Article.objects.get(pk=article.pk).is_active, store.is_active


def test_what_is_taken_back_can_be_given_out(cast: Cast, case: Case, emptied: Article) -> None:
    giving = case.givings.get()
    take_back(giving=giving, version=1, back_as="returned", why="x", by=cast.consultant)
    assert left_of(emptied) == 2 and in_use(emptied) == (True, True)
    assert AuditEvent.objects.filter(verb="benefit_article.changed").count() == 2
    give(cast, case, (Article.objects.get(pk=emptied.pk), 1))
    assert left_of(emptied) == 1


def test_what_a_count_finds_can_be_given_out(cast: Cast, emptied: Article) -> None:
    facts: dict[str, Any] = {"batch": emptied.batches.get(), "by": cast.consultant}
    version = facts["batch"].version
    count(submission=uuid4(), version=version, counted=Decimal(0), reason="", **facts)
    assert in_use(emptied) == (False, False)
    count(submission=uuid4(), version=version + 1, counted=Decimal(1), reason="W szafie", **facts)
    assert left_of(emptied) == 1 and in_use(emptied) == (True, True)
