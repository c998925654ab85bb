"""What a new city costs, and what an upgrade of hundreds of them does."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest import mock

from django.db import connection, models, transaction
from django.db.migrations import AddField, Migration
from django.db.migrations.loader import MigrationLoader

from ostoja.privacy.keys import destroy_key
from tenants import parts
from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.fence.place import Place, entered_place
from tenants.models import City, Domain, SpareSchema
from tenants.onboarding import NewCity, onboard
from tenants.schemas import making
from tenants.schemas.recipe import recipe_for
from tenants.schemas.upgrading import upgrade
from tests.bench.rounds import Measured, measure
from tests.tenants.schemas.djangos_way import migrate_as_django

FLOOR, SCRIPT, SPARE = "the tables alone, one script", "ours, by script", "ours, from a spare"
SCHEMA_SCRIPT, SCHEMA_SPARE = "with roles and grants, by script", "the same, from a spare"
USUAL = "django-tenants' way: migrations"
APP, TABLE, COLUMN, NEXT = "partners", "partners_organisation", "measured", "9999_measured"
PLAIN = models.CharField(max_length=10, null=True)  # "one added column" of the goal
WITH_A_DEFAULT = models.CharField(max_length=10, db_default="")
NEW_SCRIPT, NEW_SPARE = "onboarding, by script", "onboarding, from a spare"
COLUMN_USUAL = "a column in all, django-tenants' way"
COLUMN_OURS, COLUMN_LOOP = "a column in all, ours", "a column in all, a loop of SQL"
# PostgreSQL reads all of pg_index for each: what a column costs grows with the cities present.
DEFAULT_OURS = "a column with a default in all, ours"
DEFAULT_LOOP = "a column with a default in all, a loop of SQL"
NOTHING = "nothing to do, ours"
# Seconds.
GOALS = {NEW_SCRIPT: 3, NEW_SPARE: 3, COLUMN_OURS: 2, NOTHING: 1.2}
_numbers = count(1)


def _undone(work: Callable[[str], object]) -> Callable[[], None]:
    """The work on a new slug in a transaction that is rolled back."""

    def turn() -> None:
        slug = f"bench-{next(_numbers)}"
        with transaction.atomic():
            work(slug)
            connection.check_constraints()
            transaction.set_rollback(True)
        destroy_key(schema_of(slug))

    return turn


def _wanted(slug: str) -> NewCity:
    return NewCity(slug, slug, "msik", f"admin@{slug}.example")


def _tables(slug: str) -> None:
    making._provision("select fence.provision_city(%s)", schema_of(slug))
    with entered_place(Place(schema_of(slug), Power.OWNER)), connection.cursor() as cursor:
        cursor.execute(making.script())


def schemas() -> Measured:
    """An empty schema with its roles and grants, in the ways in which we come by one."""
    making.keep_spares()
    contenders: dict[str, Callable[[], object]] = {
        FLOOR: _undone(_tables),
        SCHEMA_SCRIPT: _undone(lambda slug: making._make_by_script(schema_of(slug))),
        SCHEMA_SPARE: _undone(lambda slug: making.make_schema(schema_of(slug))),
    }
    return measure(contenders, floor=FLOOR, rounds=7, calls=1)


def _without_spares(slug: str) -> None:
    with entered_platform():
        SpareSchema.objects.all().delete()
    onboard(_wanted(slug))


def _by_migrations(slug: str) -> None:
    """All that onboarding does, but for the schema, which each migration builds up."""
    blueprint = parts.read_blueprint("msik")
    with entered_platform():
        city = City.objects.create(
            slug=slug, schema_name=schema_of(slug), name=slug, blueprint="msik"
        )
        Domain.objects.create(domain=f"{slug}.localhost", tenant=city, is_primary=True)
    making._provision("select fence.provision_city(%s)", schema_of(slug))
    with entered(slug, Power.OWNER):
        migrate_as_django()
    with entered(slug):
        parts.furnish(document={**blueprint, "profile": {"name": slug}}, source="msik")


def onboarding() -> Measured:
    """A whole onboarding, with the structure alone as its floor."""
    making.keep_spares()
    contenders: dict[str, Callable[[], object]] = {
        FLOOR: _undone(_tables),
        SCRIPT: _undone(_without_spares),
        SPARE: _undone(lambda slug: onboard(_wanted(slug))),
        USUAL: _undone(_by_migrations),
    }
    return measure(contenders, floor=FLOOR, rounds=5, calls=1)


def many_cities(number: int) -> dict[str, float]:
    """Seconds, with ``number`` cities present: another city, an added column in all, nothing to
    do, and the same column by django-tenants' way (one city, times all of them).
    """
    slugs = [f"many-{index}" for index in range(number)]
    for slug in slugs:
        onboard(_wanted(slug))
    figures = {NEW_SCRIPT: _seconds(lambda: onboard(_wanted("one-more")))}
    making.keep_spares()
    figures[NEW_SPARE] = _seconds(lambda: onboard(_wanted("and-another")))
    with _next_release(PLAIN):
        figures[COLUMN_LOOP] = _seconds(lambda: _in_a_loop(slugs))
        _without_the_column(slugs)
        figures[COLUMN_USUAL] = _seconds(lambda: _as_usual(slugs[:3])) / 3 * number
        figures[COLUMN_OURS] = _seconds(lambda: _upgraded(number - 3))
        figures[NOTHING] = _seconds(lambda: _upgraded(0))
        _without_the_column(slugs)
    with _next_release(WITH_A_DEFAULT):
        figures[DEFAULT_LOOP] = _seconds(lambda: _in_a_loop(slugs))
        _without_the_column(slugs)
        figures[DEFAULT_OURS] = _seconds(lambda: _upgraded(number))
        _without_the_column(slugs)
    return figures


@contextmanager
def _next_release(field: "models.CharField[Any, Any]") -> Iterator[None]:
    """The code as if its next release added this column."""
    load = MigrationLoader.load_disk

    def with_one_more(loader: MigrationLoader) -> None:
        load(loader)
        last = max(name for app, name in loader.disk_migrations if app == APP)
        facts = {
            "dependencies": [(APP, last)],
            "operations": [AddField("organisation", COLUMN, field)],
        }
        loader.disk_migrations[APP, NEXT] = type("Migration", (Migration,), facts)(NEXT, APP)

    with mock.patch.object(MigrationLoader, "load_disk", with_one_more):
        yield


def _upgraded(at_least: int) -> None:
    """All cities are of this release now; so many were not."""
    done = list(upgrade())
    if [one for one in done if one.error] or sum(not one.was_current for one in done) < at_least:
        raise RuntimeError("Not every city was upgraded.")


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _as_usual(slugs: list[str]) -> None:
    for slug in slugs:
        with entered(slug, Power.OWNER):
            migrate_as_django()


def _without_the_column(slugs: list[str]) -> None:
    """The cities as they were before."""
    for slug in slugs:
        with entered(slug, Power.OWNER), connection.cursor() as cursor:
            cursor.execute(
                f"alter table {TABLE} drop column {COLUMN};"
                f" delete from django_migrations where name = '{NEXT}'"
            )


def _in_a_loop(slugs: list[str]) -> None:
    text = ";".join(recipe_for(slugs[0]).statements)  # type: ignore[union-attr]
    for slug in slugs:
        with entered(slug, Power.OWNER), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(text)
