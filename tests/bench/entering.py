"""What the fence costs: a one-query view without tenancy, in one city, and across cities."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle

from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper

from tenants.fence import Power, entered
from tenants.fence.role_names import role_name
from tests.bench.rounds import Measured, measure
from tests.databases import fenced

QUERY = "select count(*) from auth_group"


@contextmanager
def plain_connection() -> Iterator[PlainWrapper]:
    """Django's own backend on the same database, with path and role set once: the floor."""
    database = PlainWrapper({**connections["default"].settings_dict}, alias="plain")
    with database.cursor() as cursor:
        role = role_name(settings.DATABASE_ROLE_PREFIX, "city_gdansk", Power.RUNTIME)
        cursor.execute(
            "select set_config('search_path', 'city_gdansk', false), set_config('role', %s, false)",
            [role],
        )
    try:
        yield database
    finally:
        database.close()


def _ask(database: object) -> None:
    with database.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(QUERY)
        cursor.fetchone()


def entering() -> Measured:
    """Staying in one city costs nothing; each change costs one statement."""
    database = fenced()
    slugs = cycle(["gdansk", "gdynia", "slupsk"])

    def stays() -> None:
        with entered("gdansk"):
            _ask(database)

    def changes() -> None:
        with entered(next(slugs)):
            _ask(database)

    with plain_connection() as plain:
        contenders: dict[str, Callable[[], object]] = {
            "without tenancy": lambda: _ask(plain),
            "same city": stays,
            "another city each time": changes,
        }
        return measure(contenders, floor="without tenancy")


def statements() -> tuple[int, int]:
    """Statements for path and role: when the city stays, and when it changes."""
    database = fenced()
    with entered("gdansk"):
        _ask(database)
        before = database.switches
        _ask(database)
        staying = database.switches - before
    with entered("gdynia"):
        _ask(database)
    return staying, database.switches - before
