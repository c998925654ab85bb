"""The API's operations of stores, and of what is given out of them."""

from typing import Any

from django.utils import timezone

from tests.isolation.operation import CONFLICT, INVALID, MADE, OK, Ids, Operation, reads
from tests.isolation.world import World


def of_benefits(name: str) -> Ids:
    """The key of the store or of something in it."""
    return lambda world: {"pk": getattr(world.benefits, name).pk}


def changes(name: str, body: Ids, **more: Any) -> Operation:
    """Something changed, with the version of what it is."""
    return Operation(
        "consultant",
        of_benefits(name),
        of=lambda world: getattr(world.benefits, name),
        body=body,
        expects=frozenset({OK, CONFLICT, INVALID}),
        **more,
    )


def article(world: World) -> dict[str, Any]:
    """Something more in the store."""
    facts = {"name": f"{world.canary} 2", "kind": "food", "unit": "piece"}
    return {"store": str(world.benefits.store.pk), **facts}


def delivery(world: World) -> dict[str, Any]:
    """Two pieces."""
    today = str(timezone.localdate())
    return {"amount": "2", "source": "donation", "from_whom": world.canary, "on_day": today}


def giving(world: World) -> dict[str, Any]:
    """One piece, in the case."""
    return {
        "case": str(world.case.pk),
        "store": str(world.benefits.store.pk),
        "lines": [{"article": str(world.benefits.article.pk), "amount": "1"}],
        "people": 1,
        "given_on": str(timezone.localdate()),
        "note": world.canary,
    }


BENEFITS = {
    "benefit_stores_list": reads("consultant"),
    "benefit_stores_one_retrieve": reads("consultant", of_benefits("store")),
    "benefit_stores_create": Operation(
        "consultant",
        body=lambda world: {"organisation": str(world.cast.centre.pk), "name": world.canary},
        expects=frozenset({MADE}),
        shows=True,
    ),
    "benefit_stores_one_partial_update": changes(
        "store", lambda world: {"name": world.canary}, shows=True
    ),
    "benefit_articles_list": reads("consultant"),
    "benefit_articles_one_retrieve": reads("consultant", of_benefits("article")),
    "benefit_articles_create": Operation(
        "consultant", body=article, expects=frozenset({MADE}), shows=True
    ),
    "benefit_articles_one_partial_update": changes(
        "article", lambda world: {"name": world.canary}, shows=True
    ),
    "benefit_articles_deliver_deliver": Operation(
        "consultant", of_benefits("article"), body=delivery, shows=True
    ),
    "benefit_batches_list": reads("consultant", shows=False),
    "benefit_batches_one_retrieve": reads("consultant", of_benefits("batch"), shows=False),
    "benefit_batches_count_count": changes(
        "batch", lambda world: {"counted": "49", "reason": world.canary}
    ),
    "benefit_batches_write_off_write_off": Operation(
        "consultant",
        of_benefits("batch"),
        body=lambda world: {"amount": "1", "why": "other", "reason": world.canary},
        shows=True,
    ),
    "benefit_movements_list": reads("consultant"),
    "benefit_givings_list": reads("consultant"),
    "benefit_givings_one_retrieve": reads("consultant", of_benefits("giving")),
    "benefit_givings_create": Operation(
        "consultant", body=giving, expects=frozenset({MADE}), shows=True
    ),
    "benefit_givings_take_back_take_back": changes(
        "giving", lambda world: {"back_as": "mistake", "why": world.canary}
    ),
}
