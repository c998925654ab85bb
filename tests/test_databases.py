"""The tests' own databases do not pile up, and no test speaks the language of another."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.utils import translation
from psycopg import sql

from tests.databases import TemplateDatabase, admin_url

PAST = "0123456789"


@pytest.fixture
def admin() -> Iterator[psycopg.Connection]:
    """An administrator of the cluster."""
    with psycopg.connect(admin_url(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def stale(admin: psycopg.Connection) -> Iterator[TemplateDatabase]:
    """A template of code that is no more, with a clone that a killed run left behind."""
    template = TemplateDatabase("stale", PAST)
    for name in (template.name, "ostoja_test_stale_clone"):
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    admin.execute(f"create role {template.prefix}_app login")
    admin.execute(f"grant connect on database ostoja_test_stale_clone to {template.prefix}_app")
    template.keys.mkdir(parents=True)
    yield template
    template.forget(admin)


def _left(admin: psycopg.Connection) -> list[str]:
    query = """
    select datname from pg_database where datname ~ '^ostoja_test_stale'
    union select rolname from pg_roles where rolname ~ '^ts0123456789'
    """
    return [str(name) for (name,) in admin.execute(query).fetchall()]


def test_templates_of_earlier_code_are_dropped_whole(
    admin: psycopg.Connection, stale: TemplateDatabase
) -> None:
    assert len(_left(admin)) == 3
    TemplateDatabase("stale").forget_others(admin)
    assert _left(admin) == []
    assert not stale.keys.exists()


def test_a_template_that_somebody_works_with_stays(
    admin: psycopg.Connection, stale: TemplateDatabase
) -> None:
    with psycopg.connect(admin_url(), dbname="ostoja_test_stale_clone") as other:
        other.execute(sql.SQL("set session authorization {}").format(_login(stale)))
        assert not stale.is_used(admin)  # who signed in counts, not who they act as
    admin.execute(sql.SQL("alter role {} password 'test'").format(_login(stale)))
    with psycopg.connect(stale.url_of("ostoja_test_stale_clone")):
        assert stale.is_used(admin)
        TemplateDatabase("stale").forget_others(admin)
    assert len(_left(admin)) == 3


def _login(template: TemplateDatabase) -> sql.Identifier:
    return sql.Identifier(f"{template.prefix}_app")


@pytest.mark.parametrize("language", ["uk", "de"])
def test_a_language_ends_with_its_test(language: str) -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    translation.activate(language)
