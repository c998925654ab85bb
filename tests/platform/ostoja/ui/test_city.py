"""The facts of the present city."""

import pytest

from ostoja.ui import city
from ostoja.ui.city import UNKNOWN, CityFacts, facts_of, forget, register, remembered_facts_of
from tests.platform.ostoja.ui.pages import request_to

OURS = CityFacts(brand="ours")
LATER = CityFacts(brand="later")


def test_the_last_registered_reader_is_asked() -> None:
    register(lambda: OURS)
    assert facts_of(request_to("/pl/")) is OURS


def test_facts_are_read_once_until_they_are_forgotten() -> None:
    register(lambda: OURS)
    facts_of(request_to("/pl/"))
    register(lambda: LATER)
    assert facts_of(request_to("/pl/")) is OURS
    forget("gdansk")
    assert facts_of(request_to("/pl/")) is LATER


def test_facts_are_read_again_when_they_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city, "REMEMBERED", 0.0)
    register(lambda: OURS)
    facts_of(request_to("/pl/"))
    register(lambda: LATER)
    assert facts_of(request_to("/pl/")) is LATER


def test_a_host_without_a_city_has_no_facts() -> None:
    register(lambda: OURS)
    assert facts_of(request_to("/pl/", city=None)) is UNKNOWN


def test_what_is_remembered_is_never_read() -> None:
    register(lambda: pytest.fail("the database was asked"))
    assert remembered_facts_of(request_to("/pl/")) is UNKNOWN
