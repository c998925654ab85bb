"""When a provider's second factor stands in for ours, and when it never does."""

import time
from typing import Any

import pytest
from allauth.account.internal.flows import login
from django.test import Client

from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from ostoja.identity.actions import Settings, set_provider
from ostoja.identity.models import BoundIdentity, IdentityProvider
from tests.platform.ostoja.accounts.people import client_on, give_second_factor, make_user
from tests.platform.ostoja.identity.liar import Liar, both

HOME = "/pl/staff/"
CODE = "/pl/staff/sign-in/code/"
SET_UP = "/pl/staff/account/second-factor/"


@pytest.fixture
def trusted(liar: Liar) -> Liar:
    """A provider that the city trusts, and that says of everybody that it asked for more."""
    IdentityProvider.objects.update(trusts_second_factor=True)
    liar.claims = {"amr": ["mfa"]}
    return liar


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def come(liar: Liar) -> Client:
    """There and back in a new browser."""
    client = client_on()
    both(client, liar)
    return client


def save(by: User, **facts: Any) -> None:
    """What an administrator does on the page of the provider."""
    row = IdentityProvider.objects.get()
    known = {name: getattr(row, name) for name in Settings.__annotations__}
    set_provider(wanted=Settings(**{**known, **facts}), version=row.version, by=by)


@pytest.fixture
def administrator(liar: Liar) -> User:
    """Who may set the provider."""
    user = make_user("admin@city.example")
    Membership.objects.create(user=user, role=Role.CITY_ADMIN)
    return user


def test_whoever_has_a_factor_of_their_own_is_always_asked(trusted: Liar, anna: User) -> None:
    for _ in range(2):
        client = client_on()
        assert both(client, trusted)["Location"] == CODE
        assert not is_in(client)


def test_it_is_not_enough_the_first_time(trusted: Liar) -> None:
    make_user()
    assert come(trusted).get(HOME)["Location"] == SET_UP
    assert is_in(come(trusted))


def test_it_is_not_enough_for_who_was_bound_before_the_city_trusted_it(
    liar: Liar, administrator: User
) -> None:
    make_user()
    liar.claims = {"amr": ["mfa"]}
    come(liar)
    save(administrator, trusts_second_factor=True)
    assert not is_in(come(liar))


def test_nor_after_the_address_was_another_for_a_while(trusted: Liar, administrator: User) -> None:
    make_user()
    come(trusted)
    assert is_in(come(trusted))
    save(administrator, issuer="https://other.example")
    save(administrator, issuer=trusted.issuer)
    assert not is_in(come(trusted))


def test_a_new_name_on_the_button_changes_nothing(trusted: Liar, administrator: User) -> None:
    make_user()
    come(trusted)
    save(administrator, name="Konto")
    assert is_in(come(trusted))


def test_a_session_of_the_provider_ends_once_the_person_has_a_factor(trusted: Liar) -> None:
    user = make_user()
    come(trusted)
    client = come(trusted)
    assert is_in(client)
    give_second_factor(user)
    assert client.get(HOME)["Location"] == "/pl/staff/sign-in/"


def test_an_administrator_becomes_nobody_else(liar: Liar, administrator: User, anna: User) -> None:
    """The whole way: a provider of one's own, trusted, that says one is Anna."""
    IdentityProvider.objects.all().delete()
    client = client_on()
    client.force_login(administrator)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(administrator.pk)
    session.save()
    written = {
        "version": 0,
        "name": "x",
        "issuer": liar.issuer,
        "client_id": "ostoja",
        "client_secret": "s",
        "email_domains": "city.example",
        "trusts_second_factor": "on",
        "is_enabled": "on",
    }
    assert client.post("/pl/staff/identity/", written).status_code == 302
    liar.claims = {"amr": ["mfa"]}
    for _ in range(3):
        assert not is_in(come(liar))
    assert BoundIdentity.objects.get().user == anna
