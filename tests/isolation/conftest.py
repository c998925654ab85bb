"""The three look-alike cities, on a clone of their own that each test leaves as it found it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.databases import TemplateDatabase, drop, using
from tests.isolation.world import CITIES, World, make_world

Worlds = dict[str, World]


@pytest.fixture(autouse=True)
def _nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """People of these cities have the same ids in every test, so they would share one budget."""
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)
    monkeypatch.setattr("api.throttles.NETWORKS.limit", 10**9)


@dataclass(frozen=True)
class KeptWorlds:
    """The worlds, committed to a clone with keys of its own, for all modules of a process."""

    url: str
    prefix: str
    keys: Path
    worlds: Worlds


def make_worlds() -> Worlds:
    """Three that look alike, and the stranger."""
    worlds = {slug: make_world(slug) for slug in CITIES}
    return {**worlds, "elblag": make_world("elblag", salt="other ")}


@pytest.fixture(scope="session")
def kept_worlds(
    template_database: TemplateDatabase,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[KeptWorlds]:
    """Made once: nothing that a test changes in them stays."""
    name = f"ostoja_test_{worker_id}_worlds"
    keys, prefix = template_database.keys.with_name(name), template_database.prefix
    shutil.rmtree(keys, ignore_errors=True)
    shutil.copytree(template_database.keys, keys)
    url = template_database.clone(name)
    with django_db_blocker.unblock(), using(url, prefix, keys):
        worlds = make_worlds()
    yield KeptWorlds(url, prefix, keys, worlds)
    drop(name)
    shutil.rmtree(keys)


@pytest.fixture(scope="module")
def worlds_made(kept_worlds: KeptWorlds, django_db_blocker: DjangoDbBlocker) -> Iterator[Worlds]:
    """The worlds, in a clone that Django uses for this module."""
    kept = kept_worlds
    with django_db_blocker.unblock(), using(kept.url, kept.prefix, kept.keys):
        yield kept.worlds


@pytest.fixture(scope="module")
def own_worlds(
    template_database: TemplateDatabase,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[Worlds]:
    """Worlds that are this module's alone, since its tests commit."""
    name = f"ostoja_test_{worker_id}_own_worlds"
    with django_db_blocker.unblock(), template_database.cloned(name):
        yield make_worlds()


@pytest.fixture
def worlds(worlds_made: Worlds, django_db_blocker: DjangoDbBlocker) -> Iterator[Worlds]:
    """The worlds, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds_made
        transaction.set_rollback(True)
