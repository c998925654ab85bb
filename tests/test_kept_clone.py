"""A clone that tests use one after another is each time as its template is."""

from collections.abc import Iterator

import psycopg
import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoDbBlocker

from tenants.fence import entered
from tests.cast import make_cast
from tests.databases import TemplateDatabase
from tests.kept_clone import KeptClone, of_administrator


@pytest.fixture(scope="module")
def clone(
    template_database: TemplateDatabase,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[KeptClone]:
    clone = KeptClone(template_database, f"ostoja_test_{worker_id}_kept")
    with django_db_blocker.unblock():
        yield clone
    clone.drop()


def _inside(clone: KeptClone, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(of_administrator(clone.name), autocommit=True) as inside:
        cursor = inside.execute(query)
        return cursor.fetchall() if cursor.description else []


def _number(clone: KeptClone) -> object:
    """Which database it is: another one once it was made anew."""
    return _inside(clone, "select oid from pg_database where datname = current_database()")


def _everything(clone: KeptClone) -> dict[object, object]:
    tables = _inside(
        clone,
        "select format('%I.%I', schemaname, tablename) from pg_tables"
        " where schemaname ~ '^(public|city_|platform)' order by 1",
    )
    parts = [
        f"select '{name}', md5(string_agg(t::text, ',' order by t::text)) from {name} t"
        for (name,) in tables
    ]
    rows = _inside(clone, " union all ".join(parts))
    sequences = _inside(clone, "select schemaname || sequencename, last_value from pg_sequences")
    return {row[0]: row[1] for row in rows + sequences}


def test_rows_and_numbers_of_rows_are_those_of_the_template(clone: KeptClone) -> None:
    with clone.used():
        number, before = _number(clone), _everything(clone)
        with entered("gdansk"):
            make_cast()
            Group.objects.filter(name="coordinating").update(name="changed")
        with entered("gdynia"):
            make_cast()
        assert _everything(clone) != before
    with clone.used():
        assert _everything(clone) == before
        with entered("gdansk"):
            make_cast()
    with clone.used():
        assert (_number(clone), _everything(clone)) == (number, before)


@pytest.mark.parametrize(
    "change",
    [
        "create table city_gdansk.more (number int)",
        "truncate city_gdansk.django_session cascade",
        "alter database {name} set work_mem = '8MB'",
    ],
)
def test_after_any_other_change_it_is_made_anew(clone: KeptClone, change: str) -> None:
    with clone.used():
        number = _number(clone)
        _inside(clone, change.format(name=clone.name))
    clone.ready()
    assert _number(clone) != number


def test_one_that_nobody_finds_any_more_is_made_anew(clone: KeptClone) -> None:
    with clone.used():
        number = _number(clone)
    clone.drop()
    clone.ready()
    assert _number(clone) != number


def test_nobody_stays_connected(clone: KeptClone) -> None:
    with clone.used() as url:
        connection = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError), connection:
        connection.execute("select 1")
