"""Makes stores, fills them, and gives out."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, Sum
from django.utils import timezone

from casework.benefits.actions import add_article, give_out, open_store, receive
from casework.benefits.models import Article, Batch, Giving, Movement, Store
from casework.cases.models import Case
from casework.partners.models import Organisation
from ostoja.notifications.models import Notification
from tests.cast import Cast


def day(number: int) -> datetime.date:
    """So many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)


def make_store(cast: Cast, body: Organisation | None = None, name: str = "Magazyn") -> Store:
    """The centre's, or another body's."""
    return open_store(
        submission=uuid4(), organisation=body or cast.centre, name=name, by=cast.consultant
    )


def make_article(store: Store, name: str = "Koc", **changes: Any) -> Article:
    """Counted in pieces, without a mark."""
    facts: dict[str, Any] = {"kind": "bedding", "unit": "piece", "low_mark": None}
    return add_article(submission=uuid4(), store=store, by=None, name=name, **(facts | changes))


def deliver(article: Article, amount: Any, expires: int | None = None, **changes: Any) -> Movement:
    """So much came in today, with a date so many days ahead."""
    facts: dict[str, Any] = {
        "submission": uuid4(),
        "expires_on": None if expires is None else day(expires),
        "source": "purchase",
        "from_whom": "",
        "on_day": day(0),
        "by": None,
    }
    return receive(article=article, amount=Decimal(str(amount)), **(facts | changes))


def past_its_date(article: Article, amount: Any, days: int = 1) -> Batch:
    """Came in once, and its date passed so many days ago."""
    batch = deliver(article, amount, 0).batch
    Batch.objects.filter(pk=batch.pk).update(expires_on=day(-days))
    batch.refresh_from_db()
    return batch


def stocked(cast: Cast, amount: Any = 10, name: str = "Koc", **changes: Any) -> Article:
    """An article of a store of the centre, with so much of it."""
    article = make_article(make_store(cast), name, **changes)
    deliver(article, amount)
    return article


def give(
    cast: Cast,
    case: Case,
    *articles: tuple[Article, Any],
    submission: UUID | None = None,
    **changes: Any,
) -> Giving:
    """The consultant gives so much of each."""
    facts: dict[str, Any] = {"people": 1, "given_on": day(0), "note": "", "by": cast.consultant}
    return give_out(
        submission=submission or uuid4(),
        case=case,
        store=articles[0][0].store,
        amounts={one.pk: Decimal(str(amount)) for one, amount in articles},
        **(facts | changes),
    )


def left_of(article: Article) -> Any:
    """How much there is in all its batches."""
    found = article.batches.aggregate(sum=Sum("left"))["sum"]
    return found or Decimal(0)


def assert_book_is_right() -> None:
    """What there is, is what its movements add up to; and nothing is below nothing."""
    for batch in Batch.objects.all():
        moved = batch.movements.aggregate(sum=Sum("change"))["sum"] or 0
        assert batch.left == moved >= 0
    astray = Movement.objects.filter(left__lt=0) | Movement.objects.filter(left__lt=F("change"))
    assert not astray.exists()


def told(kind: str) -> set[str]:
    """Who was told of it."""
    found = Notification.objects.filter(kind=f"benefit-{kind}")
    return set(found.values_list("person__email", flat=True))
