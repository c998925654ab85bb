"""A hostel that the crisis centre runs, with three beds."""

import pytest
from django.test import Client

from casework.shelter.models import Facility
from tests.casework.shelter.making import make_house
from tests.cast import Cast, browser_of


@pytest.fixture
def house(cast: Cast) -> Facility:
    """Beds 1 to 3 in one room, run by the centre."""
    found: Facility = make_house(cast.centre)
    return found


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's, who admits in the centre's hostel."""
    return browser_of(cast.consultant)


@pytest.fixture
def planner(cast: Cast) -> Client:
    """The coordinator's."""
    return browser_of(cast.coordinator)
