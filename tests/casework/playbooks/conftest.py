"""An edition and the people of these pages."""

import pytest
from django.test import Client

from casework.playbooks.models import Edition
from tests.casework.playbooks.making import make_edition
from tests.cast import Cast, browser_of


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return make_edition(cast)


@pytest.fixture
def supervisor(cast: Cast) -> Client:
    return browser_of(cast.supervisor)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)
