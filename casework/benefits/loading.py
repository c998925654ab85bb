"""Loads the stores of a city with what is in them, and what its demonstration gave in cases.

Days count from the day of loading. A second loading leaves everything as people have changed it.
"""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from casework.benefits.actions import add_article, give_out, open_store, receive
from casework.benefits.models import Article, Giving, Store
from casework.cases.models import Case
from casework.partners.selectors import bodies_by_key
from ostoja.accounts.models import User

Row = Mapping[str, Any]
NAMESPACE = UUID("0c6f1f52-7c1e-4a52-9d4c-4f1f7f2f6a79")


def load_stores(rows: Iterable[Row]) -> None:
    """Open the stores that are missing, with their articles and one delivery for each date."""
    for row in rows:
        submission = uuid5(NAMESPACE, row["key"])
        if not Store.objects.filter(submission=submission).exists():
            _load_store(row, submission)


def _load_store(row: Row, submission: UUID) -> None:
    is_sample = row.get("sample", False)
    store = open_store(
        submission=submission,
        organisation=bodies_by_key()[row["organisation"]],
        name=row["name"],
        by=None,
        is_sample=is_sample,
    )
    for one in row.get("articles", ()):
        article = add_article(
            submission=uuid5(submission, one["name"]),
            store=store,
            name=one["name"],
            kind=one["kind"],
            unit=one["unit"],
            low_mark=_amount(one["low_mark"]) if "low_mark" in one else None,
            by=None,
            is_sample=is_sample,
        )
        for number, delivery in enumerate(one.get("deliveries", ())):
            _deliver(article, delivery, uuid5(article.submission, str(number)))


def _deliver(article: Article, row: Row, submission: UUID) -> None:
    expires = row.get("expires_days_from_now")
    receive(
        submission=submission,
        article=article,
        amount=_amount(row["amount"]),
        expires_on=None if expires is None else _day(expires),
        # In a seed “source” says where a fact was published.
        source=row.get("origin", "purchase"),
        from_whom=row.get("from_whom", ""),
        on_day=_day(row.get("days_from_now", 0)),
        by=None,
    )


def load_givings(rows: Iterable[Row]) -> None:
    """Give what was not given yet, through the same action as people."""
    for row in rows:
        submission = uuid5(NAMESPACE, row["key"])
        if not Giving.objects.filter(submission=submission).exists():
            store = Store.objects.get(submission=uuid5(NAMESPACE, row["store"]))
            keys = dict(store.articles.values_list("name", "pk"))
            amounts = {keys[name]: _amount(value) for name, value in row["articles"].items()}
            give_out(
                submission=submission,
                case=Case.objects.get(pseudonym=row["pseudonym"]),
                store=store,
                amounts=amounts,
                people=row.get("people", 1),
                given_on=_day(row.get("days_from_now", 0)),
                note=row.get("note", ""),
                by=User.objects.filter(email=row["by"]).first(),
                is_sample=row.get("sample", False),
            )


def _amount(value: float) -> Decimal:
    return Decimal(str(value))


def _day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
