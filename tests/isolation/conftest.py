"""The three look-alike cities, on a clone of their own that each test leaves as it found it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.databases import TemplateDatabase
from tests.isolation.world import CITIES, World, make_world

Worlds = dict[str, World]


@pytest.fixture(autouse=True)
def _nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """People of these cities have the same ids in every test, so they would share one budget."""
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)
    monkeypatch.setattr("api.throttles.NETWORKS.limit", 10**9)


@pytest.fixture(scope="module")
def worlds_made(
    template_database: TemplateDatabase,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[Worlds]:
    """The worlds, committed to a clone that Django uses for this module."""
    name = f"ostoja_test_{worker_id}_worlds"
    with django_db_blocker.unblock(), template_database.cloned(name):
        worlds = {slug: make_world(slug) for slug in CITIES}
        yield {**worlds, "elblag": make_world("elblag", salt="other ")}


@pytest.fixture
def worlds(worlds_made: Worlds, django_db_blocker: DjangoDbBlocker) -> Iterator[Worlds]:
    """The worlds, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds_made
        transaction.set_rollback(True)
