"""Who changes through whom one gets in says once more who they are, and others hear of it."""

import json
from typing import Any

import pytest
from allauth.account.internal.flows import login
from django.contrib.sessions.models import Session
from django.test import Client

from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.identity.notices import PROVIDER_SET
from ostoja.notifications.models import Notification, OutboxMessage
from tests.cast import PASSWORD, Cast, browser_of, make_person
from tests.platform.ostoja.identity.liar import Liar
from tests.platform.ostoja.identity.test_views import PAGE, PEOPLE, SECRET, WRITTEN, kept

CONFIRM = "/pl/staff/confirm/"


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The administrator's, who signed in long ago."""
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    client = browser_of(cast.administrator)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
    session.save()
    return client


def confirm(client: Client, path: str) -> Any:
    """Write the password where the page led."""
    return client.post(f"{CONFIRM}?next={path}", {"password": PASSWORD})


def bound(user: User) -> BoundIdentity:
    """An identity of this person."""
    return BoundIdentity.objects.create(
        user=user, issuer=WRITTEN["issuer"], subject_hash=user.pk.bytes * 2
    )


class TestConfirming:
    def test_the_page_asks_first(self, browser: Client) -> None:
        assert browser.get(PAGE)["Location"] == f"{CONFIRM}?next=%2Fpl%2Fstaff%2Fidentity%2F"
        assert confirm(browser, PAGE)["Location"] == PAGE
        assert browser.get(PAGE).status_code == 200
        assert browser.post(PAGE, WRITTEN)["Location"] == PAGE
        assert IdentityProvider.objects.exists()

    def test_what_was_typed_comes_back_but_for_the_secret(self, browser: Client) -> None:
        assert browser.post(PAGE, WRITTEN)["Location"].startswith(CONFIRM)
        assert not IdentityProvider.objects.exists()
        [row] = Session.objects.all()
        assert SECRET not in json.dumps(row.get_decoded())
        answer = confirm(browser, PAGE)
        text = answer.content.decode()
        assert 'value="Konto miejskie"' in text
        assert "Wpisz sekret, który ten dostawca wydał" in text
        assert not IdentityProvider.objects.exists()

    def test_a_new_secret_is_not_lost_unseen(self, browser: Client) -> None:
        kept(client_secret="the earlier one")
        browser.post(PAGE, {**WRITTEN, "version": "1"})
        assert "Wpisz sekret" in confirm(browser, PAGE).content.decode()
        assert IdentityProvider.objects.get().client_secret == "the earlier one"

    def test_what_has_no_secret_is_saved_after_it(self, browser: Client) -> None:
        kept()
        browser.post(PAGE, {**WRITTEN, "client_secret": "", "version": "1", "name": "Nowa"})
        assert confirm(browser, PAGE).status_code == 302
        assert IdentityProvider.objects.get().name == "Nowa"

    def test_testing_asks_nobody_before(self, browser: Client, liar: Liar) -> None:
        answer = browser.post(PAGE, {**WRITTEN, "issuer": liar.issuer, "test": "1"})
        assert answer["Location"].startswith(CONFIRM)
        assert not liar.asked

    def test_releasing_asks_first(self, browser: Client, cast: Cast) -> None:
        path = f"{PEOPLE}{bound(cast.consultant).pk}/release/"
        assert browser.post(path)["Location"].startswith(CONFIRM)
        assert BoundIdentity.objects.exists()
        assert confirm(browser, path)["Location"] == PEOPLE
        assert not BoundIdentity.objects.exists()

    def test_who_may_not_set_it_is_not_asked(self, cast: Cast) -> None:
        assert browser_of(cast.consultant).get(PAGE).status_code == 404


class TestTelling:
    def test_every_administrator_hears_of_each_change(self, cast: Cast) -> None:
        other = make_person(Role.CITY_ADMIN, email="second@city.example")
        off = make_person(Role.CITY_ADMIN, email="off@city.example")
        User.objects.filter(pk=off.pk).update(is_active=False)
        browser = browser_of(cast.administrator)
        browser.post(PAGE, WRITTEN)
        browser.post(PAGE, {**WRITTEN, "version": "1", "issuer": "https://other.example"})
        rows = Notification.objects.filter(kind=PROVIDER_SET.key)
        people = [cast.administrator.pk, other.pk]
        assert sorted(rows.values_list("person", flat=True)) == sorted(people * 2)
        letters = OutboxMessage.objects.filter(to=other.email)
        assert {one.subject for one in letters} == {
            "Gdansk: Ustawiono lub zmieniono dostawcę tożsamości miasta"
        }
        assert all(SECRET not in one.body for one in letters)

    def test_a_change_that_was_refused_tells_nobody(self, cast: Cast) -> None:
        browser_of(cast.administrator).post(PAGE, {**WRITTEN, "issuer": "x"})
        assert not Notification.objects.exists()
