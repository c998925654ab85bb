"""A partner's system, and its webhook."""

from collections.abc import Iterator

import pytest

from api.webhooks.models import Webhook
from tests.api.webhooks.making import System, listening, make_webhook
from tests.cast import Cast


@pytest.fixture
def system() -> Iterator[System]:
    """It listens until the test is over."""
    with listening() as one:
        yield one


@pytest.fixture
def webhook(cast: Cast, system: System) -> Webhook:
    """The partner's system is told of everything."""
    return make_webhook(cast.partner, address=system.address)
