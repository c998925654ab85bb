"""A sign-in with a browser that was not seen before is told to the person."""

import pytest
from django.test import Client

from ostoja.accounts import seen_browsers
from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.platform.ostoja.accounts.people import (
    client_on,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0"


def sign_in(user: User, client: Client) -> Client:
    """Both steps, with a recovery code: an app's code would count only once in the test."""
    from allauth.mfa.models import Authenticator

    codes = Authenticator.objects.filter(user=user, type="recovery_codes").first()
    if codes is None:
        give_second_factor(user)
        codes = Authenticator.objects.get(user=user, type="recovery_codes")
    type_password(client, user.email)
    assert type_code(client, codes.wrap().get_unused_codes()[0]).status_code == 302
    return client


def told(user: User) -> list[str]:
    """What the person was told of new browsers."""
    found = OutboxMessage.objects.filter(to=user.email, subject__contains="nowej przeglądarki")
    return list(found.values_list("body", flat=True))


@pytest.mark.usefixtures("gdansk")
class TestNewBrowsers:
    def test_the_very_first_sign_in_is_no_news(self) -> None:
        user = make_user()
        sign_in(user, client_on())
        assert not told(user)

    def test_another_browser_is_told_in_words(self) -> None:
        user = make_user()
        sign_in(user, client_on())
        sign_in(user, client_on(browser=FIREFOX))
        [body] = told(user)
        assert "Przeglądarka: Firefox, Windows" in body

    def test_what_a_browser_says_of_itself_is_not_repeated(self) -> None:
        """Whoever signs in with a stolen password would write the e-mail."""
        user = make_user()
        sign_in(user, client_on())
        sign_in(user, client_on(browser="Call 0700 123 456 now, https://evil.example"))
        [body] = told(user)
        assert "evil" not in body
        assert "Przeglądarka: nieznana" in body

    def test_the_same_browser_is_known_again(self) -> None:
        user = make_user()
        client = sign_in(user, client_on())
        client.post("/pl/staff/sign-out/")
        sign_in(user, client)
        assert not told(user)

    def test_two_people_at_one_desk_are_both_known(self) -> None:
        anna, ewa = make_user(), make_user("ewa@city.example")
        client = client_on()
        for user in (anna, ewa, anna, ewa):
            sign_in(user, client)
            client.post("/pl/staff/sign-out/")
        assert not told(anna) and not told(ewa)

    def test_the_cookie_names_nobody(self) -> None:
        user = make_user()
        client = sign_in(user, client_on())
        kept = client.cookies["browser"]
        assert user.pk.hex not in kept.value and "anna" not in kept.value
        assert kept["httponly"] and kept["samesite"] == "Lax"

    def test_a_forged_one_is_no_browser_seen(self) -> None:
        user = make_user()
        sign_in(user, client_on())
        forger = client_on()
        forger.cookies["browser"] = f"{seen_browsers._mark(user)}:1vabcd:x"
        sign_in(user, forger)
        assert len(told(user)) == 1

    def test_the_oldest_of_many_people_is_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(seen_browsers, "MOST", 1)
        anna, client = make_user(), client_on()
        for user in (anna, make_user("ewa@city.example"), anna):
            sign_in(user, client)
            client.post("/pl/staff/sign-out/")
        assert len(told(anna)) == 1


def test_a_browser_seen_in_one_city_is_new_in_another(db: None) -> None:
    with entered("gdansk"):
        client = sign_in(make_user(), client_on())
    with entered("gdynia"):
        user = make_user()
        sign_in(user, client_on("gdynia"))
        there = client_on("gdynia")
        there.cookies["browser"] = client.cookies["browser"].value
        sign_in(user, there)
        assert len(told(user)) == 1
