"""What every test of standards begins with."""

import pytest

from casework.minors.models import Edition
from tests.casework.minors.making import make_edition
from tests.cast import Cast


@pytest.fixture
def edition(cast: Cast) -> Edition:
    """Of the centre, in force from today."""
    return make_edition(cast)
