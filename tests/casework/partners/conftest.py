"""The city's own partners, loaded for tests that read them."""

import pytest
from django.test import Client

from casework.partners.loading import load_organisations
from casework.partners.models import Service
from tenants import parts
from tests.casework.partners.builders import hours, make_service
from tests.cast import Cast, browser_of


@pytest.fixture
def partners_of_gdansk(gdansk: None) -> None:
    """Gdańsk with its real partners."""
    load_organisations(parts.read_seed("gdansk")["organisations"])


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    """The browser of somebody who keeps the records."""
    return browser_of(cast.coordinator)


@pytest.fixture
def service(cast: Cast) -> Service:
    """A service of the partner, open on Monday mornings."""
    found = make_service(cast.partner, needs=["debt"], languages=["pl"])
    hours(found, ["MO"], "08:00", "12:00")
    return found
