"""Bringing hundreds of cities up to date: planned once, done to each, none stopped by another."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import OperationalError, connection
from django.utils import timezone

from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.fence.grants import take_back_everywhere
from tenants.fence.threads import for_each_city
from tenants.migrating import migrate_here, migrate_platform
from tenants.models import City, UpgradeOfCity
from tenants.safekeeping.lost import SchemaMissing, lost_cities
from tenants.safekeeping.reasons import reason
from tenants.schemas.histories import histories, wanted_history
from tenants.schemas.recipe import Recipe, recipe_for, wait_briefly

TRIES = 3
PAUSE = 0.5  # seconds before the next try
# A moment's work: after so many cities the ledger is written, and people hear of them.
REPLAYED_AT_ONCE, MIGRATED_AT_ONCE = 100, 4


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What became of one city: ``error`` is empty when it is up to date now."""

    slug: str
    error: str = ""
    seconds: float = 0.0
    was_current: bool = False

    @property
    def state(self) -> str:
        """In a word, or what the database said."""
        return self.error or ("current" if self.was_current else "upgraded")


def upgrade(slugs: Sequence[str] = (), *, workers: int = 2) -> Iterator[Upgraded]:
    """Bring the platform and the cities (default: all) up to date; run again, it finishes.

    A city whose upgrade fails stays as it was, is given with its error, and stops no other.
    """
    migrate_platform()
    wanted, present = wanted_history(), histories()
    behind: dict[str, list[str]] = defaultdict(list)
    lost = set(lost_cities())
    for slug in slugs or _all_slugs():
        history = present.get(schema_of(slug), "")
        if slug in lost:
            yield Upgraded(slug, reason(SchemaMissing(slug)))
        elif history == wanted:
            yield Upgraded(slug, was_current=True)
        else:
            behind[history].append(slug)
    for group in behind.values():
        for done in _upgrade_group(group, workers):
            _write_down(done)
            yield from done
    take_back_everywhere()


def _all_slugs() -> list[str]:
    with entered_platform():
        return list(City.objects.values_list("slug", flat=True))


def _upgrade_group(slugs: Sequence[str], workers: int) -> Iterator[list[Upgraded]]:
    """Cities of one history, side by side; people hear of some before the last one is done."""
    recipe, failed = _planned(slugs)
    if failed:
        yield failed
    rest, at_once = slugs[len(failed) :], REPLAYED_AT_ONCE if recipe else MIGRATED_AT_ONCE
    for start in range(0, len(rest), at_once):
        some = rest[start : start + at_once]
        yield for_each_city(some, partial(_upgrade_one, recipe=recipe), threads=workers)


def _planned(slugs: Sequence[str]) -> tuple[Recipe | None, list[Upgraded]]:
    """The group's recipe, planned in the first city in which it can be; those before it failed."""
    failed: list[Upgraded] = []
    for slug in slugs:
        try:
            return recipe_for(slug), failed
        except Exception as error:  # noqa: BLE001 - no city's rows may stop the others
            failed.append(Upgraded(slug, reason(error)))
    return None, failed


def _upgrade_one(slug: str, recipe: Recipe | None) -> Upgraded:
    started = time.monotonic()
    error = ""
    for turn in range(TRIES):
        time.sleep(PAUSE * turn)
        try:
            _apply(slug, recipe)
        except OperationalError as problem:  # somebody holds a table: later it may be free
            error = reason(problem)
        except Exception as problem:  # noqa: BLE001 - no city's rows may stop the others
            if recipe is None:
                return Upgraded(slug, reason(problem), time.monotonic() - started)
            recipe = None  # this city is not quite like the others: Django looks at it itself
        else:
            return Upgraded(slug, seconds=time.monotonic() - started)
    return Upgraded(slug, error, time.monotonic() - started)


def _apply(slug: str, recipe: Recipe | None) -> None:
    if recipe is None:
        _as_django_does(slug)
        return
    with entered(slug, Power.OWNER):
        recipe.replay()


def _as_django_does(slug: str) -> None:
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        wait_briefly(in_transaction=False)
        try:
            migrate_here()
        finally:
            cursor.execute("select set_config('lock_timeout', '0', false)")


def _write_down(done: Sequence[Upgraded]) -> None:
    """The ledger: each city's last attempt."""
    with entered_platform():
        ids = dict(City.objects.values_list("slug", "pk"))
        rows = [
            UpgradeOfCity(city_id=ids[one.slug], at=timezone.now(), error=one.error)
            for one in done
            if one.slug in ids
        ]
        UpgradeOfCity.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["city"], update_fields=["at", "error"]
        )
