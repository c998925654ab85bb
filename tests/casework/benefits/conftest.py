"""People of the centre, and a case that it leads."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from casework.cases.models import Case
from tests.casework.cases.situations import make_case
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """Led by the centre."""
    return make_case(cast, pseudonym="Wrzos")


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's, who gives out."""
    return browser_of(cast.consultant)


@pytest.fixture
def boss(cast: Cast) -> Client:
    """The supervisor's."""
    return browser_of(cast.supervisor)
