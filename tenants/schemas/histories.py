"""Which migrations each city has seen, asked of all of them in one query."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from tenants.fence import Power, entered_platform
from tenants.models import City

CURRENT, BEHIND, MISSING = "current", "behind", "missing"


def histories() -> Mapping[str, str]:
    """By schema: a digest of the names of the migrations that it has seen."""
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select city, history from fence.histories()")
        return dict(cursor.fetchall())


def tables_of_cities() -> Mapping[str, str]:
    """By slug: whether the city's tables are of this version, older, or missing altogether."""
    present, wanted = histories(), wanted_history()
    with entered_platform():
        schemas = dict(City.objects.values_list("slug", "schema_name"))
    return {
        slug: MISSING if schema not in present else CURRENT if present[schema] == wanted else BEHIND
        for slug, schema in schemas.items()
    }


def history_here() -> str:
    """The entered city's digest, as ``histories`` gives it."""
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        return digest_of(cursor.fetchall())


def is_behind() -> bool:
    """Whether the entered city lacks a migration that this version of the code knows.

    A city that has seen more than the code, in the middle of an upgrade, is not behind.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("select app, name from django_migrations")
            return not _known_migrations() <= set(cursor.fetchall())
    except DatabaseError:
        return False


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def wanted_history() -> str:
    """The digest of a city that has seen every migration of this version of the code.

    Django writes those of the platform's own apps down in a city too, with nothing to do.
    """
    return digest_of(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def digest_of(names: Iterable[tuple[str, str]]) -> str:
    """What ``fence.histories`` computes, for migrations given as (app, name)."""
    text = ",".join(sorted(f"{app}.{name}" for app, name in names))
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
