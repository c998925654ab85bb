"""What every test of this folder begins with."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What is told is told in English, whichever page asked before."""
    with override("en"):
        yield
