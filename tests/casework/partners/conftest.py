"""The city's own partners, loaded for tests that read them."""

import pytest

from casework.partners.loading import load_organisations
from tenants import parts


@pytest.fixture
def partners_of_gdansk(gdansk: None) -> None:
    """Gdańsk with its real partners."""
    load_organisations(parts.read_seed("gdansk")["organisations"])
