"""Giving out in a case, and taking back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from casework.benefits import refusals
from casework.benefits.actions import book
from casework.benefits.amounts import good_on
from casework.benefits.choices import MOST_PEOPLE, NOTHING, MovementKind
from casework.benefits.models import Article, Batch, Giving, GivingLine, Store
from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def give_out(
    *,
    submission: UUID,
    case: Case,
    store: Store,
    amounts: Mapping[UUID, Decimal],
    people: int,
    given_on: datetime.date,
    note: str,
    by: User | None,
    is_sample: bool = False,
) -> Giving:
    """Give so much of each article (by its key): all of it, or nothing. What expires first goes
    first, and nothing that was past its date on that day.

    Raises ``BenefitRefused``, of several articles ``AmountsRefused``; ``NotAllowed`` for a closed
    case.
    """
    case = locked_case(case)
    first = sent_before(Giving.objects.filter(given_by=by), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    _refuse(store, amounts, people, given_on)
    articles = book.locked_articles(amounts)
    shelf = {key: _shelf(one, given_on) for key, one in articles.items()}
    _refuse_amounts(store, articles, shelf, amounts)
    facts = {"people": people, "given_on": given_on, "note": note, "is_sample": is_sample}
    giving = Giving.objects.create(
        submission=submission, case=case, store=store, given_by=by, **facts
    )
    for key, article in articles.items():
        GivingLine.objects.create(giving=giving, article=article, amount=amounts[key])
        _take(shelf[key], amounts[key], giving, by)
        book.settle(article)
    record("benefit.given", by=by, on=giving, subject=case, articles=len(articles))
    return giving


def _refuse(
    store: Store, amounts: Mapping[UUID, Decimal], people: int, given_on: datetime.date
) -> None:
    if not Store.objects.filter(pk=store.pk, is_active=True).exists():
        raise refusals.store_not_in_use()
    if not amounts:
        raise refusals.nothing_chosen()
    if not 1 <= people <= MOST_PEOPLE:
        raise refusals.not_for_so_many()
    book.refuse_day(given_on, "given_on")


def _shelf(article: Article, day: datetime.date) -> list[Batch]:
    """What may be given out on this day, what expires first in front; the article is locked."""
    return list(Batch.objects.filter(good_on(day), article=article, left__gt=0))


def _refuse_amounts(
    store: Store,
    articles: Mapping[UUID, Article],
    shelf: Mapping[UUID, list[Batch]],
    amounts: Mapping[UUID, Decimal],
) -> None:
    wrong = {}
    for key, article in articles.items():
        usable = sum((one.left for one in shelf[key]), NOTHING)
        if article.store_id != store.pk or not article.is_active:
            wrong[key] = refusals.of_another_store(article)
        elif words := book.refuse_amount(article, amounts[key]):
            wrong[key] = words
        elif amounts[key] > usable:
            wrong[key] = refusals.only_so_much(article, usable)
    if wrong:
        raise refusals.AmountsRefused(wrong)
    if len(articles) != len(amounts):
        raise refusals.nothing_chosen()


def _take(shelf: list[Batch], amount: Decimal, giving: Giving, by: User | None) -> None:
    for batch in shelf:
        part = min(batch.left, amount)
        if part > NOTHING:
            book.move(
                batch, MovementKind.GIVEN, -part, on_day=giving.given_on, by=by, giving=giving
            )
            amount -= part


@action
def take_back(*, giving: Giving, version: int, back_as: str, why: str, by: User | None) -> Giving:
    """All of it stands in the store again, each part where it came from; also once the case is
    closed, since the store must be right. What was out of use is used again. Raises
    ``StaleObject`` or ``BenefitRefused``.
    """
    case = locked_case(giving.case)
    row = lock(Giving, giving.pk, version)
    if row.is_back:
        raise refusals.back_already()
    if not why.strip():
        raise refusals.reason_missing("why")
    store = book.locked_store(row.store_id)
    taken = row.movements.filter(kind=MovementKind.GIVEN)
    articles = book.locked_articles(taken.values_list("batch__article", flat=True))
    today = timezone.localdate()
    for movement in taken.order_by("at", "pk"):
        batch = Batch.objects.get(pk=movement.batch_id)
        book.move(batch, MovementKind.BACK, -movement.change, on_day=today, by=by, giving=row)
    row.back_at, row.back_by, row.back_as, row.back_why = timezone.now(), by, back_as, why
    row.save()
    book.use_again(store, articles.values(), by)
    for article in articles.values():
        book.settle(article)
    record("benefit.taken_back", by=by, on=row, subject=case, how=str(back_as))
    return row
