"""Signing in: password, then the second factor, and nothing before both."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.platform.ostoja.accounts.people import (
    WRONG_CODE,
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

SIGN_IN = "/pl/staff/sign-in/"
HOME = "/pl/staff/"


@pytest.mark.usefixtures("gdansk")
class TestSigningIn:
    def test_password_and_code_lead_home(self) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        assert type_password(client, "anna@city.example")["Location"] == "/pl/staff/sign-in/code/"
        assert type_code(client, code_of(secret))["Location"] == HOME
        assert client.get(HOME).status_code == 200

    def test_it_is_recorded(self) -> None:
        user = make_user()
        secret = give_second_factor(user)
        client = client_on()
        type_password(client, user.email)
        assert not AuditEvent.objects.filter(verb="person.signed_in").exists()
        type_code(client, code_of(secret))
        assert AuditEvent.objects.get(verb="person.signed_in").actor_id == user.pk

    def test_the_home_is_in_the_persons_language(self) -> None:
        secret = give_second_factor(make_user(language="en"))
        client = client_on()
        type_password(client, "anna@city.example")
        assert type_code(client, code_of(secret))["Location"] == "/en/staff/"

    def test_capital_letters_in_the_address_do_not_matter(self) -> None:
        give_second_factor(make_user())
        answer = type_password(client_on(), " Anna@City.example ")
        assert answer["Location"] == "/pl/staff/sign-in/code/"

    def test_between_password_and_code_staff_pages_are_closed(self) -> None:
        give_second_factor(make_user())
        client = client_on()
        type_password(client, "anna@city.example")
        answer = client.get("/pl/staff/account/")
        assert answer["Location"] == f"{SIGN_IN}?next=/pl/staff/account/"

    def test_a_wrong_password_is_told_and_the_address_kept(self) -> None:
        give_second_factor(make_user())
        answer = type_password(client_on(), "anna@city.example", "wrong")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "Adres e-mail albo hasło" in text
        assert "<title>Błąd: " in text
        assert "anna@city.example" in text

    def test_an_unknown_address_looks_the_same(self) -> None:
        give_second_factor(make_user())
        wrong = type_password(client_on(), "anna@city.example", "wrong")
        unknown = type_password(client_on(), "nobody@city.example", "wrong")
        assert _errors(wrong) == _errors(unknown)

    def test_a_wrong_code_is_told(self) -> None:
        give_second_factor(make_user())
        client = client_on()
        type_password(client, "anna@city.example")
        answer = type_code(client, WRONG_CODE)
        assert answer.status_code == 200
        assert "Ten kod nie jest właściwy" in answer.content.decode()

    def test_a_code_works_once(self) -> None:
        secret = give_second_factor(make_user())
        code = code_of(secret)
        for expected in (302, 200):
            client = client_on()
            type_password(client, "anna@city.example")
            assert type_code(client, code).status_code == expected

    def test_a_recovery_code_works_once(self) -> None:
        from allauth.mfa.models import Authenticator

        user = make_user()
        give_second_factor(user)
        code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
        for expected in (302, 200):
            client = client_on()
            type_password(client, user.email)
            assert type_code(client, code).status_code == expected

    @pytest.mark.parametrize("bad", ["\x00", b"\xed\xa0\x80", "a" * 10_000, "=cmd|", "{{7*7}}", ""])
    def test_bad_input_is_an_error_in_words(self, bad: Any) -> None:
        assert type_password(client_on(), bad, bad).status_code == 200
        user = make_user()
        give_second_factor(user)
        client = client_on()
        type_password(client, user.email)
        assert type_code(client, bad).status_code == 200


def _errors(answer: object) -> list[str]:
    return list(answer.context["form"].non_field_errors())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("gdansk")
class TestWhoIsRefused:
    def test_a_person_who_was_switched_off_is_told_after_the_right_password(self) -> None:
        make_user(is_active=False)
        right = type_password(client_on(), "anna@city.example")
        wrong = type_password(client_on(), "anna@city.example", "wrong")
        assert "To konto jest wyłączone" in right.content.decode()
        assert "To konto jest wyłączone" not in wrong.content.decode()

    def test_switching_off_ends_what_is_open(self) -> None:
        user = make_user()
        secret = give_second_factor(user)
        client = client_on()
        type_password(client, user.email)
        User.objects.update(is_active=False)
        assert type_code(client, code_of(secret))["Location"] == SIGN_IN
        assert client.get(HOME).status_code == 302

    def test_demonstration_people_are_for_localhost_only(self, settings: object) -> None:
        secret = give_second_factor(make_user(is_demo=True))
        client = client_on()
        type_password(client, "anna@city.example")
        type_code(client, code_of(secret))
        assert client.get(HOME).status_code == 200
        settings.IS_LOCAL = False  # type: ignore[attr-defined]
        assert client.get(HOME).status_code == 302
        refused = type_password(client_on(), "anna@city.example")
        assert "Adres e-mail albo hasło" in refused.content.decode()


@pytest.mark.usefixtures("gdansk")
class TestWhereOneIsLedTo:
    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://evil.example/",
            "//evil.example/",
            "http://gdynia.localhost/pl/staff/",
            "javascript:alert(1)",
            "/\\evil.example",
        ],
    )
    def test_no_other_host(self, elsewhere: str) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        type_password(client, "anna@city.example", next=elsewhere)
        assert type_code(client, code_of(secret))["Location"] == HOME

    def test_the_page_that_was_asked_for(self) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        type_password(client, "anna@city.example", next="/pl/staff/account/")
        assert type_code(client, code_of(secret))["Location"] == "/pl/staff/account/"


@pytest.mark.usefixtures("gdansk")
class TestSigningOut:
    def test_it_asks_first_and_ends_the_session(self) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        type_password(client, "anna@city.example")
        type_code(client, code_of(secret))
        assert client.get("/pl/staff/sign-out/").status_code == 200
        assert client.post("/pl/staff/sign-out/")["Location"] == SIGN_IN
        assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/pl/staff/signup/",
        "/pl/staff/email/",
        "/pl/staff/sign-up/",
        "/accounts/login/",
        "/pl/accounts/login/",
    ],
)
@pytest.mark.usefixtures("gdansk")
def test_nobody_signs_up_and_allauth_has_no_other_addresses(path: str) -> None:
    assert client_on().get(path, follow=True).status_code == 404


@pytest.mark.usefixtures("db")
def test_a_session_of_one_city_is_nobody_in_another_even_if_all_rows_were_cloned() -> None:
    with entered("gdansk"):
        user = make_user()
        secret = give_second_factor(user)
        client = client_on()
        type_password(client, user.email)
        type_code(client, code_of(secret))
        assert client.get(HOME).status_code == 200
        session = Session.objects.get()
        values = (session.session_key, session.session_data, session.expire_date)
    with entered("gdynia"):
        clone = make_user()
        User.objects.filter(pk=clone.pk).update(password=user.password)
        with connection.cursor() as cursor:
            cursor.execute("update accounts_user set id = %s where id = %s", [user.pk, clone.pk])
        Session.objects.create(session_key=values[0], session_data=values[1], expire_date=values[2])
        give_second_factor(User.objects.get())
        there = client_on("gdynia")
        there.cookies = client.cookies
        assert there.get(HOME)["Location"].startswith(SIGN_IN)
