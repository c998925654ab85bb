"""The one way in which the amount of a batch changes: under the article's lock, with its line in
the book. Whoever locks several articles does so in the order of their keys, and whoever also locks
their store does that first.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from casework.benefits import amounts, notices, refusals
from casework.benefits.choices import LATEST_DAYS, LEAST, MOST, MovementKind
from casework.benefits.models import Article, Batch, Movement, Store
from ostoja.accounts.models import User
from ostoja.audit import record


def locked_store(pk: UUID) -> Store:
    """Whoever changes what a store keeps waits for the others. Who gives out of it does not, though
    a giving names its store: they hold articles, for which whoever changes those would wait.
    """
    return Store.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def locked_articles(keys: Iterable[UUID]) -> dict[UUID, Article]:
    """As they are now, locked until the transaction ends."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("store__organisation")
    return {one.pk: one for one in rows.filter(pk__in=list(keys)).order_by("pk")}


def locked_article(article: Article) -> Article:
    """One of them."""
    return locked_articles([article.pk])[article.pk]


def locked_batch(batch: Batch) -> Batch:
    """A batch with its article, the article first."""
    article = locked_article(batch.article)
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    row.article = article
    return row


def move(
    batch: Batch,
    kind: MovementKind,
    change: Decimal,
    *,
    on_day: datetime.date,
    by: User | None,
    **facts: Any,
) -> Movement:
    """Change what there is, and write down that it did."""
    batch.left += change
    batch.version += 1
    batch.save(update_fields=["left", "version"])
    return Movement.objects.create(
        batch=batch, kind=kind, change=change, left=batch.left, on_day=on_day, by=by, **facts
    )


def use_again(store: Store, articles: Iterable[Article], by: User | None) -> None:
    """What stands on the shelf again is in use, and so is its store: else nobody gives it out, and
    nobody is told when it expires. All are locked, the store before its articles.
    """
    found: list[tuple[Store | Article, str]] = [(store, "benefit_store")]
    found += [(one, "benefit_article") for one in articles]
    for row, verb in found:
        if not row.is_active:
            row.is_active, row.version = True, row.version + 1
            row.save(update_fields=["is_active", "version"])
            record(f"{verb}.changed", by=by, on=row)


def settle(article: Article) -> None:
    """What its people were told of is over where there is enough again, or nothing left that
    expires.
    """
    now = amounts.with_amounts(Article.objects.filter(pk=article.pk)).get()
    is_low = now.is_active and amounts.runs_low(now)
    if article.low_told_at is not None and not is_low:
        article.low_told_at = None
        article.save(update_fields=["low_told_at"])
        notices.enough_again(article)
    told = Batch.objects.filter(article=article, told_at__isnull=False, left__gt=0)
    if not told.exists():
        notices.nothing_expires(article)


def refuse_amount(article: Article, amount: Decimal) -> str:
    """What is wrong with so much of it, or nothing."""
    if not LEAST <= amount <= MOST:
        return refusals.too_much(article)
    return "" if amounts.is_whole(amount, article.unit) else refusals.whole_only(article)


def refuse_day(day: datetime.date, field: str) -> None:
    """Raises ``BenefitRefused`` for a day to come, or one long ago."""
    today = timezone.localdate()
    if day > today:
        raise refusals.in_the_future(field)
    if day < today - LATEST_DAYS * amounts.A_DAY:
        raise refusals.too_long_ago(field)
