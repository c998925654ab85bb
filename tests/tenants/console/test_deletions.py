"""On the console: a deletion by two operators."""

from typing import Any

import pytest
from django.test import Client

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.safekeeping.models import Deletion
from tests.cast import sign_in

CITY = "/en/staff/cities/gdansk/"
TYPED = {"typed": "gdansk"}
REASON = "The contract with the city ended."
WANTED = {"without_export": "on", "reason": REASON}


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def other(console: Client) -> Client:
    """Another operator's browser."""
    client = Client(HTTP_HOST="operator.localhost")
    with entered_platform():
        user = User(email="jan@platform.example", full_name="Jan Sum")
        user.set_unusable_password()
        user.save()
        sign_in(client, user)
    return client


def stage() -> str:
    with entered_platform():
        return City.objects.get(slug="gdansk").stage


def test_two_operators_delete_and_either_withdraws(console: Client, other: Client) -> None:
    page = console.post(f"{CITY}delete/", {**TYPED, **WANTED}, follow=True)
    assert "Another operator must confirm" in text(page)
    assert "Asked for by Ewa Lis" in text(page)
    assert stage() == "running"
    page = console.post(f"{CITY}confirm-deletion/", TYPED)
    assert "Another operator confirms it" in text(page)
    page = other.post(f"{CITY}confirm-deletion/", TYPED, follow=True)
    assert "Confirmed by Jan Sum" in text(page)
    assert stage() == "suspended"
    page = console.post(f"{CITY}resume/")
    assert "is confirmed. Withdraw it first" in text(page)
    assert "is not deleted" in text(console.post(f"{CITY}withdraw-deletion/", follow=True))
    assert stage() == "running"
    with entered("gdansk"):
        events = AuditEvent.objects.filter(verb__startswith="city.deletion").order_by("at")
        assert [event.actor_name for event in events] == ["Ewa Lis", "Jan Sum", "Ewa Lis"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"typed": "gdynia", **WANTED}, "Type “gdansk”"),
        ({"typed": "", **WANTED}, "Error: "),
        ({**TYPED, "without_export": "on"}, "Error: "),
        ({**TYPED, **WANTED, "reason": "x" * 501}, "Error: "),
        ({**TYPED, "reason": REASON}, "There is no export of gdansk of the last 30 days"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_asked(
    console: Client, typed: dict[str, str], said: str
) -> None:
    assert said in text(console.post(f"{CITY}delete/", typed))
    with entered_platform():
        assert not Deletion.objects.exists()


def test_what_does_not_apply_is_not_offered(console: Client) -> None:
    page = text(console.get(CITY))
    assert "Ask for deletion" in page
    assert "Confirm the deletion" not in page
    assert "Withdraw the deletion" not in page
    console.post(f"{CITY}confirm-deletion/", TYPED)
    assert stage() == "running"


def test_it_can_be_read_in_polish(console: Client) -> None:
    page = text(console.get("/pl/staff/cities/gdansk/delete/"))
    assert "Zgłoś usunięcie" in page
    assert "Nic się nie dzieje, dopóki nie potwierdzi tego inny operator." in page


def test_who_confirms_it_reads_who_asked_and_why(console: Client, other: Client) -> None:
    console.post(f"{CITY}delete/", {**TYPED, **WANTED})
    page = text(other.get(f"{CITY}confirm-deletion/"))
    for words in ("Ewa Lis", REASON, "none was wanted"):
        assert words in page
    assert REASON in text(other.get(CITY))
    with entered_platform():
        Deletion.objects.update(reason="")  # asked for by an earlier release
    assert "No reason was given." in text(other.get(f"{CITY}confirm-deletion/"))
