"""What comes in, what a count finds, and what is written off."""

import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from casework.benefits import amounts, refusals
from casework.benefits.actions import book
from casework.benefits.choices import MOST_ON_SHELF, NOTHING, MovementKind, WriteOff
from casework.benefits.models import Article, Batch, Movement, Store
from casework.cases.actions import sent_before
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record

FARTHEST = datetime.timedelta(days=30 * 366)
"""No article has a date farther ahead."""


@action
def receive(
    *,
    submission: UUID,
    article: Article,
    amount: Decimal,
    expires_on: datetime.date | None,
    source: str,
    from_whom: str,
    on_day: datetime.date,
    by: User | None,
) -> Movement:
    """A delivery: it joins what has the same date on it. Raises ``BenefitRefused``."""
    row = book.locked_article(article)
    first = sent_before(Movement.objects.filter(batch__article=row), submission, by=by)
    if first is not None:
        return first
    _refuse_delivery(row, amount, expires_on, on_day)
    batch, _is_new = Batch.objects.get_or_create(article=row, expires_on=expires_on)
    if batch.left + amount > MOST_ON_SHELF:
        raise refusals.amount(refusals.too_full(row))
    movement = book.move(
        batch,
        MovementKind.DELIVERY,
        amount,
        on_day=on_day,
        by=by,
        submission=submission,
        source=source,
        from_whom=from_whom,
    )
    book.settle(row)
    record("benefit.delivered", by=by, on=row, source=str(source))
    return movement


def _refuse_delivery(
    article: Article, amount: Decimal, expires_on: datetime.date | None, on_day: datetime.date
) -> None:
    # Asked under the article's lock: who closes the store held it, and what came along is older.
    if not Store.objects.filter(pk=article.store_id, is_active=True).exists():
        raise refusals.store_not_in_use()
    if not article.is_active:
        raise refusals.article_not_in_use()
    if wrong := book.refuse_amount(article, amount):
        raise refusals.amount(wrong)
    book.refuse_day(on_day, "on_day")
    today = timezone.localdate()
    if expires_on is not None and expires_on < today:
        raise refusals.expired_already(expires_on)
    if expires_on is not None and expires_on > today + FARTHEST:
        raise refusals.good_for_ever(expires_on)


@action
def count(
    *, submission: UUID, batch: Batch, version: int, counted: Decimal, reason: str, by: User | None
) -> Movement:
    """So much was really there; what differs from the book says why. What was out of use is used
    again. Raises ``StaleObject`` where something was given or came meanwhile, or
    ``BenefitRefused``.
    """
    store = book.locked_store(batch.article.store_id)
    row = book.locked_batch(batch)
    first = sent_before(Movement.objects.filter(batch=row), submission, by=by)
    if first is not None:
        return first
    if row.version != version:
        raise StaleObject(row)
    if not NOTHING <= counted <= amounts.most_counted(row.left):
        raise refusals.amount(refusals.too_much(row.article))
    if not amounts.is_whole(counted, row.article.unit):
        raise refusals.amount(refusals.whole_only(row.article))
    if counted != row.left and not reason.strip():
        raise refusals.reason_missing()
    movement = book.move(
        row,
        MovementKind.COUNT,
        counted - row.left,
        on_day=timezone.localdate(),
        by=by,
        submission=submission,
        reason=reason,
    )
    if counted > NOTHING:
        book.use_again(store, [row.article], by)
    book.settle(row.article)
    record("benefit.counted", by=by, on=row.article, is_right=movement.change == NOTHING)
    return movement


@action
def write_off(
    *, submission: UUID, batch: Batch, amount: Decimal, why: str, reason: str, by: User | None
) -> Movement:
    """So much is not there any more, though nobody was given it. Raises ``BenefitRefused``."""
    row = book.locked_batch(batch)
    first = sent_before(Movement.objects.filter(batch=row), submission, by=by)
    if first is not None:
        return first
    if wrong := book.refuse_amount(row.article, amount):
        raise refusals.amount(wrong)
    if amount > row.left:
        raise refusals.amount(refusals.only_so_much(row.article, row.left))
    if why == WriteOff.OTHER and not reason.strip():
        raise refusals.reason_missing()
    movement = book.move(
        row,
        MovementKind.WRITE_OFF,
        -amount,
        on_day=timezone.localdate(),
        by=by,
        submission=submission,
        why=why,
        reason=reason,
    )
    book.settle(row.article)
    record("benefit.written_off", by=by, on=row.article, why=str(why))
    return movement
