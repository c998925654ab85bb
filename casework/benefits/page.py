"""What the pages of a store show, in words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.benefits import amounts
from casework.benefits.choices import NOTHING, MovementKind, Source, WriteOff
from casework.benefits.models import Article, Batch, Giving, GivingLine, Movement, Store
from casework.benefits.selectors import batches_to_see_to, givings_visible_to
from ostoja.accounts.models import User
from ostoja.ui.polish_order import polish_sort_key

AnArticle = TypeVar("AnArticle", bound=Article)
Tag = tuple[str, str]
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with how much there is; ``rank`` puts what somebody must see to first."""

    article: Any
    there: str
    tags: list[Tag]
    rank: int

    @property
    def presses(self) -> bool:
        """Whether somebody must see to it."""
        return self.rank < ENOUGH


OUT, LOW, DATES, ENOUGH, UNUSED = range(5)


def rows_of(articles: QuerySet[Article]) -> list[ArticleRow]:
    """What is out and what runs low first, then what expires, then by name: one question."""
    today = timezone.localdate()
    found = [row_of(one, today) for one in amounts.with_amounts(articles)]
    return sorted(found, key=lambda row: (row.rank, polish_sort_key(row.article.name)))


def row_of(article: Any, today: datetime.date) -> ArticleRow:
    """One article that comes with its amounts."""
    there = amounts.in_words(article.usable, article.unit)
    if not article.is_active:
        return ArticleRow(article, there, [(pgettext("article", "not in use"), "grey")], UNUSED)
    tags, rank = list[Tag](), ENOUGH
    if expiry := _expiry(article, today):
        tags, rank = [expiry], DATES
    if article.spoilt > NOTHING:
        words = _("past its date: %(amount)s") % {
            "amount": amounts.in_words(article.spoilt, article.unit)
        }
        tags, rank = [(words, "red"), *tags], DATES
    if article.usable == NOTHING:
        tags, rank = [(pgettext("article", "none left"), "red"), *tags], OUT
    elif amounts.runs_low(article):
        tags, rank = [(_("runs low"), "yellow"), *tags], LOW
    return ArticleRow(article, there, tags, rank)


def _expiry(article: Any, today: datetime.date) -> Tag | None:
    if article.first_expiry is None or article.first_expiry > amounts.soon(today):
        return None
    words = _("expires %(day)s") % {"day": date_format(article.first_expiry)}
    return words, "yellow"


def by_name(articles: Iterable[AnArticle]) -> list[AnArticle]:
    """In Polish order: Ręcznik comes before Ryż, whatever the database thinks."""
    return sorted(articles, key=lambda one: polish_sort_key(one.name))


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store, and how much of it somebody must see to."""

    store: Store
    tags: list[Tag]


def stores_of(stores: Iterable[Store]) -> list[StoreRow]:
    """Each with what presses: two questions."""
    listed = list(stores)
    kept = Article.objects.filter(store__in=[one.pk for one in listed], is_active=True)
    found: dict[UUID, list[ArticleRow]] = {}
    for row in rows_of(kept):
        found.setdefault(row.article.store_id, []).append(row)
    return [StoreRow(one, summary(found.get(one.pk, []))) for one in listed]


def summary(rows: Iterable[ArticleRow]) -> list[Tag]:
    """How many articles are out, run low, or expire."""
    listed = list(rows)
    words = (
        (OUT, _("none left: %(number)d"), "red"),
        (LOW, _("runs low: %(number)d"), "yellow"),
        (DATES, _("dates to see to: %(number)d"), "yellow"),
    )
    counted = [
        (text, sum(row.rank == rank for row in listed), colour) for rank, text, colour in words
    ]
    return [(text % {"number": number}, colour) for text, number, colour in counted if number]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What there is with one date."""

    batch: Batch
    there: str
    is_late: bool


def batches_of(article: Article) -> list[BatchRow]:
    """Those with something in them, or without a date; what expires first in front."""
    batches = [one for one in article.batches.all() if one.left > NOTHING or one.expires_on is None]
    return _batch_rows(batches, article.unit)


def batches_to_count(article: Article) -> list[BatchRow]:
    """The same, with what a slip of the hand may have emptied."""
    return _batch_rows(batches_to_see_to(article, timezone.localdate()), article.unit)


def _batch_rows(batches: Iterable[Batch], unit: str) -> list[BatchRow]:
    today = timezone.localdate()
    return [
        BatchRow(
            one,
            amounts.in_words(one.left, unit),
            one.expires_on is not None and one.expires_on < today,
        )
        for one in batches
    ]


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book in words; ``giving`` only for who may see it."""

    movement: Movement
    what: str
    change: str
    left: str
    remark: str
    giving: Giving | None = None


def book_of(movements: Iterable[Movement], user: User) -> list[BookLine]:
    """Lines of the book; which of the givings this person sees is asked once."""
    listed = list(movements)
    keys = {one.giving_id for one in listed if one.giving_id}
    seen: dict[UUID | None, Giving] = {}
    if keys:
        seen |= {one.pk: one for one in givings_visible_to(user).filter(pk__in=keys)}
    return [_line(one, seen) for one in listed]


def _line(movement: Movement, seen: dict[UUID | None, Giving]) -> BookLine:
    unit = movement.batch.article.unit
    sign = "+" if movement.change > NOTHING else ""
    return BookLine(
        movement,
        str(MovementKind(movement.kind).label),
        (sign + amounts.in_words(movement.change, unit)).replace(" ", NO_BREAK),
        amounts.in_words(movement.left, unit),
        _remark(movement),
        seen.get(movement.giving_id),
    )


def _remark(movement: Movement) -> str:
    found = [movement.from_whom, movement.reason]
    if movement.source:
        found.insert(0, str(Source(movement.source).label))
    if movement.why:
        found.insert(0, str(WriteOff(movement.why).label))
    return ", ".join(filter(None, found))


def given_in_words(lines: Iterable[GivingLine]) -> str:
    """Such as “Blanket: 2 pcs, Soap: 1 pcs”; the articles are fetched along."""
    return ", ".join(
        f"{one.article.name}: {amounts.in_words(one.amount, one.article.unit)}" for one in lines
    )
