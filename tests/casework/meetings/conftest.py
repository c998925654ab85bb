"""The cast in Gdynia, and two meetings."""

import pytest
from django.test import Client

from casework.meetings.models import Meeting
from casework.partners.models import Location
from tests.casework.meetings.making import make_meeting, make_place
from tests.cast import Cast, browser_of, make_cast


@pytest.fixture
def cast(gdynia: None) -> Cast:
    """The cast in Gdynia; the test runs there."""
    return make_cast()


@pytest.fixture
def place(cast: Cast) -> Location:
    """A room of the partner."""
    return make_place(cast.partner)


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The coalition member's browser."""
    return browser_of(cast.member, "gdynia")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting of today, at noon."""
    return make_meeting(cast.partner)


@pytest.fixture
def earlier(cast: Cast) -> Meeting:
    """The meeting before, four weeks ago."""
    return make_meeting(cast.other_partner, in_days=-28)
