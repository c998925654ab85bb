"""A city's store with its canary: an article, what there is of it, and what was given."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from casework.benefits.actions import add_article, give_out, open_store, receive
from casework.benefits.models import Article, Batch, Giving, Store
from casework.cases.models import Case
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Benefits:
    """What a route of stores may ask for; all of them are the centre's."""

    store: Store
    article: Article
    batch: Batch
    giving: Giving


def make_benefits(canary: str, cast: Cast, case: Case, submission: Callable[[], UUID]) -> Benefits:
    """The consultant's, with the canary in every text."""
    by, today = cast.consultant, timezone.localdate()
    store = open_store(submission=submission(), organisation=cast.centre, name=canary, by=by)
    article = add_article(
        submission=submission(),
        store=store,
        name=canary,
        kind="food",
        unit="piece",
        low_mark=Decimal(1),
        by=by,
    )
    batch = receive(
        submission=submission(),
        article=article,
        amount=Decimal(50),
        expires_on=None,
        source="donation",
        from_whom=canary,
        on_day=today,
        by=by,
    ).batch
    giving = give_out(
        submission=submission(),
        case=case,
        store=store,
        amounts={article.pk: Decimal(1)},
        people=1,
        given_on=today,
        note=canary,
        by=by,
    )
    return Benefits(store, article, batch, giving)
