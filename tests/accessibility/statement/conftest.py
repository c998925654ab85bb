"""What the tests of this room start from."""

import pytest

from accessibility.statement.models import Statement
from tests.accessibility.statement.making import whole_statement
from tests.cast import Cast


@pytest.fixture
def whole(cast: Cast) -> Statement:
    """A statement in Gdańsk with nothing missing, not published."""
    return whole_statement(by=cast.administrator)
