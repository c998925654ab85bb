"""Passwords: the rules, changing one, and a new one by a code from an e-mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from ostoja.accounts import lockout
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.cast import PASSWORD
from tests.platform.ostoja.accounts.people import (
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

CHANGE = "/pl/staff/account/password/"
FORGOTTEN = "/pl/staff/password/forgotten/"
CODE = "/pl/staff/password/forgotten/code/"
NEW = "/pl/staff/password/new/"
BETTER = "a quite different passphrase"


@pytest.fixture
def user(gdansk: None) -> User:
    """Somebody with a password and an app."""
    return make_user()


def signed_in(user: User) -> Client:
    """A browser after both steps."""
    client = client_on(browser="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0")
    secret = give_second_factor(user)
    type_password(client, user.email)
    type_code(client, code_of(secret))
    return client


class TestChanging:
    def test_it_keeps_this_session_and_ends_the_others(self, user: User) -> None:
        other, client = signed_in(user), signed_in(user)
        answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": BETTER})
        assert answer["Location"] == "/pl/staff/account/"
        assert client.get("/pl/staff/account/").status_code == 200
        assert other.get("/pl/staff/account/").status_code == 302
        assert Session.objects.count() == 1

    def test_it_is_recorded_and_told(self, user: User) -> None:
        client = signed_in(user)
        client.post(CHANGE, {"oldpassword": PASSWORD, "password1": BETTER})
        assert AuditEvent.objects.get(verb="password.changed").actor_id == user.pk
        message = OutboxMessage.objects.get()
        assert (message.to, message.subject) == (user.email, "Twoje hasło zostało zmienione")
        assert BETTER not in message.body

    def test_the_present_one_is_asked_for(self, user: User) -> None:
        client = signed_in(user)
        answer = client.post(CHANGE, {"oldpassword": "wrong", "password1": BETTER})
        assert "To nie jest Twoje obecne hasło" in answer.content.decode()
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    @pytest.mark.parametrize(
        "bad", ["short", "password123456", "annawrobel12", "anna@city.example", "x" * 300, ""]
    )
    def test_bad_ones_are_refused(self, user: User, bad: str) -> None:
        client = signed_in(user)
        answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": bad})
        assert answer.context["form"].errors["password1"]

    def test_whoever_has_none_gets_one_by_e_mail(self, user: User) -> None:
        user.set_unusable_password()
        user.save()
        from tests.cast import browser_of

        answer = browser_of(user).get(CHANGE, follow=True)
        assert answer.redirect_chain[-1][0] == FORGOTTEN


def ask(client: Client, email: str = "anna@city.example") -> Any:
    """Ask for a code."""
    return client.post(FORGOTTEN, {"email": email})


def code_sent() -> str:
    """The code in the last e-mail."""
    body = OutboxMessage.objects.latest("created_at").body
    found = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", body)
    assert found, body
    return found[0]


class TestForgotten:
    def test_a_code_leads_to_a_new_password(self, user: User) -> None:
        open_elsewhere = signed_in(user)
        OutboxMessage.objects.all().delete()
        client = client_on()
        assert client.get(FORGOTTEN).status_code == 200
        assert ask(client)["Location"] == CODE
        assert client.get(CODE).status_code == 200
        assert client.post(CODE, {"code": code_sent()})["Location"] == NEW
        assert client.get(NEW).status_code == 200
        done = client.post(NEW, {"password1": BETTER})
        assert done["Location"] == "/pl/staff/password/changed/"
        assert client.get(done["Location"]).status_code == 200
        user.refresh_from_db()
        assert user.check_password(BETTER)
        assert open_elsewhere.get("/pl/staff/account/").status_code == 302

    def test_it_does_not_sign_in_and_the_second_factor_stays(self, user: User) -> None:
        give_second_factor(user)
        client = client_on()
        ask(client)
        client.post(CODE, {"code": code_sent()})
        client.post(NEW, {"password1": BETTER})
        assert client.get("/pl/staff/account/").status_code == 302
        answer = type_password(client, user.email, BETTER)
        assert answer["Location"] == "/pl/staff/sign-in/code/"

    def test_an_address_that_nobody_has_looks_the_same_and_gets_no_mail(self, user: User) -> None:
        client = client_on()
        assert ask(client, "nobody@city.example")["Location"] == CODE
        page = client.get(CODE).content.decode()
        assert "nobody@city.example" in page
        assert not OutboxMessage.objects.exists()
        assert client.post(CODE, {"code": ""}).status_code == 200
        assert client.post(CODE, {"code": "AAAA-AAAA"}).status_code == 200

    def test_a_person_who_was_switched_off_gets_none(self, user: User) -> None:
        User.objects.update(is_active=False)
        ask(client_on())
        assert not OutboxMessage.objects.exists()

    def test_three_wrong_codes_begin_again(self, user: User) -> None:
        client = client_on()
        ask(client)
        for _ in range(2):
            assert client.post(CODE, {"code": "AAAA-AAAA"}).status_code == 200
        assert client.post(CODE, {"code": "AAAA-AAAA"})["Location"] == "/pl/staff/sign-in/"
        assert client.post(CODE, {"code": code_sent()})["Location"] == "/pl/staff/sign-in/"

    def test_the_code_is_for_the_browser_that_asked(self, user: User) -> None:
        ask(client_on())
        assert client_on().post(CODE, {"code": code_sent()})["Location"] == "/pl/staff/sign-in/"

    def test_it_does_not_hold_in_another_city(self, user: User) -> None:
        client = client_on()
        ask(client)
        code = code_sent()
        with entered("gdynia"):
            make_user()
            there = client_on("gdynia")
            there.cookies = client.cookies
            assert there.post(CODE, {"code": code})["Location"] == "/pl/staff/sign-in/"
            assert there.get(NEW)["Location"] == FORGOTTEN

    def test_nobodys_mailbox_is_flooded(self, user: User) -> None:
        for _ in range(lockout.ATTEMPTS):
            assert ask(client_on()).status_code == 302
        answer = ask(client_on())
        assert "Za dużo prób z tym adresem" in answer.content.decode()
        assert OutboxMessage.objects.count() == lockout.ATTEMPTS
        assert type_password(client_on(), user.email).status_code == 302

    def test_the_mail_is_in_the_language_of_the_page(self, user: User) -> None:
        client = client_on()
        client.post("/en/staff/password/forgotten/", {"email": user.email})
        assert OutboxMessage.objects.get().subject == "Your code for a new password"
        assert "Ostoja – Gdansk." in OutboxMessage.objects.get().body


class TestSessions:
    def test_they_are_listed_with_this_one_marked(self, user: User) -> None:
        client, _other = signed_in(user), signed_in(user)
        text = client.get("/pl/staff/account/sessions/").content.decode()
        assert text.count("Firefox, Windows") == 2
        assert text.count("ta przeglądarka") == 1

    def test_ended_and_expired_ones_are_not(self, user: User) -> None:
        client, _gone = signed_in(user), signed_in(user)
        key = client.session.session_key
        past = timezone.now() - timedelta(hours=1)
        Session.objects.exclude(session_key=key).update(expire_date=past)
        assert len(client.get("/pl/staff/account/sessions/").context["sessions"]) == 1

    def test_one_can_be_ended(self, user: User) -> None:
        client, other = signed_in(user), signed_in(user)
        row = UserSession.objects.get(session_key=other.session.session_key)
        client.post(f"/pl/staff/account/sessions/{row.pk}/end/")
        assert other.get("/pl/staff/account/").status_code == 302
        assert client.get("/pl/staff/account/").status_code == 200
        assert AuditEvent.objects.filter(verb="session.ended").count() == 1

    def test_all_others_can_be_ended(self, user: User) -> None:
        client, *others = (signed_in(user) for _ in range(3))
        client.post("/pl/staff/account/sessions/end/")
        assert client.get("/pl/staff/account/").status_code == 200
        assert {other.get("/pl/staff/account/").status_code for other in others} == {302}

    def test_other_peoples_sessions_are_out_of_reach(self, user: User) -> None:
        client = signed_in(user)
        stranger = make_user("stranger@city.example")
        other = signed_in(stranger)
        row = UserSession.objects.get(session_key=other.session.session_key)
        assert client.post(f"/pl/staff/account/sessions/{row.pk}/end/").status_code == 404
        assert other.get("/pl/staff/account/").status_code == 200

    @pytest.mark.parametrize("path", ["sessions/1/end/", "sessions/end/"])
    def test_a_link_alone_ends_nothing(self, user: User, path: str) -> None:
        assert signed_in(user).get(f"/pl/staff/account/{path}").status_code == 405

    def test_the_list_costs_the_same_for_one_and_many(
        self, user: User, django_assert_max_num_queries: Any
    ) -> None:
        client = signed_in(user)
        for _ in range(4):
            signed_in(user)
        with django_assert_max_num_queries(7):
            client.get("/pl/staff/account/sessions/")
