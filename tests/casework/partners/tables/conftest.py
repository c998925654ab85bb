"""Who brings files in."""

import pytest
from django.test import Client

from tests.cast import Cast, browser_of


@pytest.fixture
def clerk(cast: Cast) -> Client:
    """The browser of a city's administrator."""
    return browser_of(cast.administrator)
