"""A real provider on this machine, a city that uses it, and browsers that go there and back."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from ostoja.accounts.models import User
from tests.platform.ostoja.accounts.people import give_second_factor, make_user
from tests.platform.ostoja.identity.liar import Liar, listening
from tests.platform.ostoja.identity.provider import Provider, running


@pytest.fixture(scope="session")
def provider_server() -> Iterator[Provider]:
    """One server for all tests; they use people of their own."""
    with running() as provider:
        yield provider


@pytest.fixture
def provider(provider_server: Provider, gdansk: None) -> Provider:
    """The provider, set in Gdańsk."""
    cache.clear()
    provider_server.set_in_city()
    return provider_server


@pytest.fixture
def liar(gdansk: None) -> Iterator[Liar]:
    """A server that lies, set in Gdańsk as the city's provider."""
    cache.clear()
    with listening() as server:
        Provider(server.port).set_in_city()
        yield server


@pytest.fixture
def anna(liar: Liar) -> User:
    """Somebody who could come in."""
    user = make_user()
    give_second_factor(user)
    return user
