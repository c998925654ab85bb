"""A place of duty that is always to be staffed, and two people who have duties there."""

import pytest
from django.test import Client

from casework.roster.models import DutyPlace, Shift
from tests.casework.roster.making import FRIDAY, clock, make_place, make_shift
from tests.cast import Cast, browser_of, make_cast


@pytest.fixture
def cast(gdansk: None) -> Cast:
    """The cast, in a city without the places of its blueprint."""
    DutyPlace.objects.all().delete()
    return make_cast()


@pytest.fixture
def place(cast: Cast) -> DutyPlace:
    """The centre's chat and telephone."""
    return make_place()


@pytest.fixture
def shift(cast: Cast, place: DutyPlace) -> Shift:
    """The consultant's day on a Friday far ahead, 7:00 to 19:00."""
    return make_shift(place, cast.consultant, clock(FRIDAY, "7:00"))


@pytest.fixture
def other(cast: Cast, place: DutyPlace) -> Shift:
    """The colleague's night after it."""
    return make_shift(place, cast.colleague, clock(FRIDAY, "19:00"))


@pytest.fixture
def planner(cast: Cast) -> Client:
    """The supervisor's browser."""
    return browser_of(cast.supervisor)


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's browser."""
    return browser_of(cast.consultant)
