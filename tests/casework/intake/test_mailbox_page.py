"""The settings of the mailbox: who sees them, what they keep, what they refuse."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from casework.intake.models import Mailbox
from ostoja.audit.models import AuditEvent
from tests.cast import Cast, browser_of

PAGE = "/pl/staff/mailbox/"


def form(**changes: Any) -> dict[str, Any]:
    return {
        "is_on": "on", "address": "pomoc@gdansk.example", "host": "imap.gdansk.example",
        "port": "993", "username": "pomoc", "password": "tajne", "folder": "INBOX",
        "version": "0", **changes,
    }  # fmt: skip


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def test_it_is_set_once_and_the_password_is_never_shown(administrator: Client) -> None:
    assert administrator.post(PAGE, form()).status_code == 302
    kept = Mailbox.objects.get()
    assert (kept.host, kept.password, kept.is_on, kept.version) == (
        "imap.gdansk.example", "tajne", True, 1,
    )  # fmt: skip
    assert "tajne" not in administrator.get(PAGE).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("select password from intake_mailbox")
        [(raw,)] = cursor.fetchall()
    assert b"tajne" not in bytes(raw)
    assert AuditEvent.objects.filter(verb="mailbox.changed").count() == 1


def test_an_empty_password_keeps_the_saved_one(administrator: Client) -> None:
    administrator.post(PAGE, form())
    Mailbox.objects.update(last_uid=9, uid_validity=4)
    assert administrator.post(PAGE, form(password="", version="1")).status_code == 302
    kept = Mailbox.objects.get()
    assert (kept.password, kept.last_uid) == ("tajne", 9)
    administrator.post(PAGE, form(password="", version="2", host="other.example"))
    assert Mailbox.objects.get().last_uid == 0  # another server is read from its beginning


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "imap.example/evil"}, {"host": "a b"}, {"port": "0"}, {"port": "70000"},
        {"address": "nobody"}, {"password": ""}, {"username": ""}, {"folder": "x" * 101},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(administrator: Client, changes: dict[str, str]) -> None:
    answer = administrator.post(PAGE, form(**changes))
    assert answer.status_code == 422 and not Mailbox.objects.exists()


def test_the_slower_of_two_is_told(administrator: Client) -> None:
    administrator.post(PAGE, form())
    answer = administrator.post(PAGE, form(username="inny"))
    assert answer.status_code == 422 and 'value="inny"' in answer.content.decode()
    assert Mailbox.objects.get().username == "pomoc"


def test_trying_says_what_is_wrong(administrator: Client) -> None:
    none_yet = administrator.post(f"{PAGE}try/", follow=True).content.decode()
    assert "Najpierw zapisz ustawienia" in none_yet
    administrator.post(PAGE, form(host="10.1.2.3"))
    page = administrator.post(f"{PAGE}try/", follow=True).content.decode()
    assert "nie wolno go pytać" in page
    assert Mailbox.objects.get().trouble == "address"
    assert administrator.get(f"{PAGE}try/").status_code == 405


@pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "stranger", "analyst"])
def test_only_administrators_see_it(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    assert client.get(PAGE).status_code == client.post(PAGE, form()).status_code == 404
    assert client.post(f"{PAGE}try/").status_code == 404


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({"trouble": "password"}, True),
        ({"trouble": ""}, False),
        ({"trouble": "password", "is_on": False}, False),
    ],
)
def test_a_mailbox_that_cannot_be_read_stands_on_the_administrators_first_page(
    cast: Cast, administrator: Client, facts: dict[str, Any], is_told: bool
) -> None:
    administrator.post(PAGE, form())
    Mailbox.objects.update(**facts)
    text = administrator.get("/pl/staff/").content.decode()
    assert ("E-maile od mieszkańców teraz nie przychodzą" in text) is is_told
    assert ("odrzuca nazwę użytkownika lub hasło" in text) is is_told
    assert (
        "teraz nie przychodzą" not in browser_of(cast.consultant).get("/pl/staff/").content.decode()
    )
