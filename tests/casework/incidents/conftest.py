"""An incident that runs."""

import pytest

from casework.incidents.models import Incident
from tests.casework.incidents.making import make_incident
from tests.cast import Cast


@pytest.fixture
def incident(cast: Cast) -> Incident:
    """A fire of an hour ago, on which work has begun."""
    return make_incident(cast, running=True)
