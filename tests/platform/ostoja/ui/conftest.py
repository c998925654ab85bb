"""Every test here shows pages of a made-up city and needs no database."""

from collections.abc import Iterator
from typing import Any

import pytest

from ostoja.ui import city, navigation
from ostoja.ui.city import CityFacts
from tests.browser.conftest import axe, chromium, page_at

__all__ = ["axe", "chromium", "made_up_city", "page_at"]

FACTS = CityFacts(
    brand="0e4a57-bd7d25",
    languages=["pl", "en", "de", "uk"],
    phone_numbers=[
        {
            "number": "+48585110121",
            "display": "58 511 01 21",
            "label": {"pl": "Ośrodek Interwencji Kryzysowej", "en": "Crisis Intervention Centre"},
            "purpose": {},
            "hours": {"pl": "Całą dobę", "en": "Day and night"},
        }
    ],
)


@pytest.fixture(autouse=True)
def made_up_city(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its facts, routes and navigation stand in for the real ones."""
    settings.ROOT_URLCONF = "tests.platform.ostoja.ui.urls"
    monkeypatch.setattr(city, "_readers", [lambda: FACTS])
    monkeypatch.setattr(navigation, "HOLDS", "tests.platform.ostoja.ui.pages.holds")
    monkeypatch.setattr(navigation, "_main", {})
    monkeypatch.setattr(navigation, "_account", {})
    city.forget()
    yield
    city.forget()
