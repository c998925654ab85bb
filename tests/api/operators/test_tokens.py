"""Operators' tokens: made on their own page or by the command, of the platform and of no city."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from api import scopes
from api.models import Sending, Token
from api.tasks import forget_sendings_of_operators
from ostoja.accounts.models import User
from tenants.fence import Power, entered, entered_platform
from tenants.migrating import migrate_platform
from tests.api.operators.people import HOST, SOPOT, program_of_operator, recorded
from tests.api.programs import Program, assert_problem
from tests.cast import Cast, sign_in


def page(name: str, *args: Any) -> str:
    """An address of the operators' host, in English."""
    with translation.override("en"):
        return reverse(name, args=args, urlconf="ostoja.urls.operator")


@pytest.fixture
def browser(ewa: User) -> Client:
    """The operator's browser, signed in."""
    client = Client(HTTP_HOST="operator.localhost")
    with entered_platform():
        sign_in(client, ewa)
    return client


def form(**more: Any) -> dict[str, Any]:
    return {"name": "Nightly", "reach": "parts", "days": "30", **more}


def test_an_operator_makes_a_token_on_their_page_and_sees_it_once(browser: Client) -> None:
    data = form(parts=["cities:read", "jobs:write"])
    made = browser.post(page("token_new"), data).content.decode()
    with entered_platform():
        row = Token.objects.get()
    assert row.scopes == ["cities:read", "jobs:write"]
    token = f"ostoja_{row.prefix}_" + made.partition(f"ostoja_{row.prefix}_")[2].partition('"')[0]
    assert Program(token, HOST).get("cities/").status_code == 200
    listed = browser.get(page("tokens")).content.decode()
    assert "Nightly" in listed and token not in listed
    assert [name for name, _via in recorded("token.created")] == ["Ewa Lis"]


def test_the_page_offers_operators_scopes_and_none_of_a_city(browser: Client) -> None:
    text = browser.get(page("token_new")).content.decode()
    offered = [scope for scope in scopes.OF_OPERATORS if ":" in scope]
    assert all(f'value="{scope}"' in text for scope in offered)
    assert not [scope for scope in scopes.ALL if ":" in scope and f'value="{scope}"' in text]
    answer = browser.post(page("token_new"), form(parts=["cases:read"]))
    assert answer.status_code == 422
    with entered_platform():
        assert not Token.objects.exists()


def test_a_citys_page_offers_none_of_the_operators(cast: Cast) -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    sign_in(client, cast.administrator)
    text = client.get("/en/staff/account/tokens/new/").content.decode()
    assert 'value="cases:read"' in text and 'value="cities:read"' not in text


def test_an_operator_revokes_their_own_token(browser: Client, ewa: User) -> None:
    program = program_of_operator(ewa)
    with entered_platform():
        row = Token.objects.get()
    assert browser.post(page("token_revoke", row.pk)).status_code == 302
    assert_problem(program.get("me/"), 401)


def test_the_menu_leads_to_the_tokens(browser: Client) -> None:
    assert page("tokens") in browser.get("/en/staff/account/").content.decode()


def run(*words: str) -> None:
    call_command("token", "create", *words)


def test_the_command_prints_a_token_that_only_reads(
    ewa: User, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--operator", "Ewa@platform.example")
    program = Program(capsys.readouterr().out.strip(), HOST)
    assert program.get("me/").json()["scopes"] == ["read"]
    assert program.get("cities/").status_code == 200
    assert_problem(program.post("cities/gdansk/suspend/"), 403)


def test_the_command_speaks_to_machines(ewa: User, capsys: pytest.CaptureFixture[str]) -> None:
    run("--operator", ewa.email, "--scope", "cities:write", "--days", "7", "--json")
    about = json.loads(capsys.readouterr().out)
    assert about["operator"] == ewa.email and "city" not in about
    assert about["scopes"] == ["cities:write"]
    assert Program(about["token"], HOST).get("me/").status_code == 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--operator alone"),
        (("--operator", "ewa@platform.example", "--city", "gdansk"), "--operator alone"),
        (("--city", "gdansk"), "--operator alone"),
        (("--user", "ewa@platform.example"), "--operator alone"),
        (("--operator", "nobody@platform.example"), "no operator"),
        (("--operator", "ewa@platform.example", "--scope", "cases:read"), "no scope cases:read"),
        (("--city", "gdansk", "--user", "ewa@platform.example"), "Nobody active"),
    ],
)
def test_the_command_says_what_to_mend(ewa: User, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_a_citys_token_has_no_scope_of_operators(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no scope jobs:write"):
        run("--city", "gdansk", "--user", cast.administrator.email, "--scope", "jobs:write")


def test_every_scope_has_words() -> None:
    assert all(scopes.label_of(scope) for scope in scopes.OF_OPERATORS)


def test_kept_answers_are_forgotten_after_a_day(ewa: User) -> None:
    program = program_of_operator(ewa)
    for _ in range(2):
        program.post("cities/", SOPOT)  # the second one is refused, and not kept
    with entered_platform():
        program.post("cities/gdansk/suspend/")
        old = timezone.now() - timedelta(hours=25)
        Sending.objects.filter(status=201).update(created_at=old)
    assert forget_sendings_of_operators() == 1
    with entered_platform():
        assert Sending.objects.get().status == 200


def test_a_platform_that_is_older_gets_the_tables(db: None) -> None:
    """Its history says that the first migration was run, when it had nothing to do there."""
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("drop table api_token, api_sending")
        cursor.execute("delete from django_migrations where app = 'api' and name like '0002%'")
    migrate_platform()
    with entered_platform():
        assert (Token.objects.count(), Sending.objects.count()) == (0, 0)
    with entered("gdansk"):
        assert Token.objects.count() == 0
