"""Every test of the API begins with nobody having asked anything."""

import pytest

from api.throttles import NETWORKS


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    NETWORKS.forget()
