"""Fixtures for every test: the database, the cities, and a fixed cast of people."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import set_urlconf
from django.utils import translation
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker

from tests.databases import TemplateDatabase, fresh_cities
from tests.kept_clone import KeptClone

pytest_plugins = ["tests.cast"]
LONGER_THAN_A_TEST = 3600.0  # seconds

# Speed is measured by `make bench`: a busy machine makes no example wrong.
examples.register_profile("untimed", deadline=None)
examples.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What was collected stays to the end: looking through it for garbage again is a waste."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def template_database(django_db_blocker: DjangoDbBlocker) -> TemplateDatabase:
    """The template with fresh cities."""
    template = TemplateDatabase("cities")
    with django_db_blocker.unblock():
        template.build(fresh_cities)
    return template


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """This xdist worker's name; "main" without xdist."""
    worker: dict[str, str] = getattr(request.config, "workerinput", {})
    return worker.get("workerid", "main")


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: TemplateDatabase, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """pytest-django's hook: this worker's own clone."""
    with django_db_blocker.unblock(), template_database.cloned(f"ostoja_test_{worker_id}"):
        yield


@pytest.fixture(scope="session")
def kept_clone(
    template_database: TemplateDatabase, django_db_setup: None, worker_id: str
) -> Iterator[KeptClone]:
    """What tests that commit use one after another."""
    clone = KeptClone(template_database, f"ostoja_test_{worker_id}_committed")
    yield clone
    clone.drop()


@pytest.fixture
def committed_database(kept_clone: KeptClone, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """For tests that commit, use threads or a server: a clone of their own; gives its address."""
    with django_db_blocker.unblock(), kept_clone.used() as url:
        yield url


@pytest.fixture
def gdansk(db: None) -> Iterator[None]:
    """The test runs in Gdańsk."""
    from tenants.fence import entered

    with entered("gdansk"):
        yield


@pytest.fixture
def gdynia(db: None) -> Iterator[None]:
    """The test runs in Gdynia."""
    from tenants.fence import entered

    with entered("gdynia"):
        yield


@pytest.fixture
def slupsk(db: None) -> Iterator[None]:
    """The test runs in Słupsk."""
    from tenants.fence import entered

    with entered("slupsk"):
        yield


@pytest.fixture(autouse=True)
def _forget_what_processes_remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read anew in each test and kept to its end: how often it asks must not hang on the clock."""
    from ostoja.ui import city
    from tenants import hosts

    monkeypatch.setattr(hosts, "REMEMBERED", LONGER_THAN_A_TEST)
    monkeypatch.setattr(city, "REMEMBERED", LONGER_THAN_A_TEST)
    hosts.forget_hosts()
    city.forget()


@pytest.fixture(autouse=True)
def _routes() -> None:
    """Every test begins with a city's routes: those of the operators' host outlive its request."""
    set_urlconf(None)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Every test begins in the default language: a page's own outlives its request."""
    with translation.override(settings.LANGUAGE_CODE, deactivate=True):
        yield


@pytest.fixture(autouse=True)
def _no_key_outlives_its_city() -> Iterator[None]:
    """A city that a test onboards goes with the transaction; its key would stay."""
    from ostoja.privacy.keys import destroy_key

    folder = Path(settings.KEYS_ROOT)
    before = {path.stem for path in folder.glob("city_*.json")}
    yield
    for path in Path(settings.KEYS_ROOT).glob("city_*.json"):
        if path.parent == folder and path.stem not in before:
            destroy_key(path.stem)
