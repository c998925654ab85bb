"""How long files are kept: a city may set its own period, and the pages say which holds."""

import pytest
from django.test import Client

from ostoja.privacy.retention.actions import set_period
from ostoja.tables.models import KEPT
from ostoja.tables.retention import FILES, days_kept
from tests.cast import Cast, browser_of

PAGE = "/pl/staff/tables/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    """Of the data protection officer, who sets periods."""
    return browser_of(cast.officer)


def test_it_is_one_of_the_kinds_that_an_officer_sees(officer: Client) -> None:
    page = officer.get("/pl/staff/retention/").content.decode()
    assert "Wczytane pliki z ich wierszami" in page
    assert officer.get(f"/pl/staff/retention/period/{FILES.key}/").status_code == 200


def test_a_city_sets_its_own_period(cast: Cast) -> None:
    assert days_kept() == KEPT.days == 14
    set_period(kind=FILES, days=30, is_on=True, version=0, by=cast.officer)
    assert days_kept() == 30
    set_period(kind=FILES, days=30, is_on=False, version=1, by=cast.officer)
    assert days_kept() is None
