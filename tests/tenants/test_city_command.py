"""``ostoja city``: for people and for machines; one line that says the mend."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import Invitation
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tenants.profile.models import CityProfile

pytestmark = pytest.mark.django_db

SOPOT = ("--slug", "sopot", "--name", "Sopot", "--teryt", "2264", "--blueprint", "msik")


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output)
    return output.getvalue()


def test_onboarding_prints_the_address_and_a_link_that_works() -> None:
    printed = json.loads(run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--json"))
    assert printed["address"] == "http://sopot.localhost:8000/"
    path = printed["invitation"].removeprefix("http://sopot.localhost:8000")
    answer = Client(HTTP_HOST="sopot.localhost").get(path)
    assert answer.status_code == 200
    assert Client(HTTP_HOST="gdansk.localhost").get(path).status_code != 200


def test_the_administrator_gets_the_same_link_by_letter(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    words = (*SOPOT, "--admin-email", "admin@sopot.example", "--json")
    printed = json.loads(run("onboard", *words))
    assert printed["letter"] == "goes to admin@sopot.example"
    with entered("sopot"):
        letter = OutboxMessage.objects.get()
    assert letter.to == "admin@sopot.example"
    assert printed["invitation"] in letter.body


def test_where_no_mail_leaves_the_machine_that_is_said() -> None:
    printed = run("onboard", *SOPOT, "--admin-email", "admin@sopot.example")
    assert "no mail leaves this machine (see EMAIL_URL); give the link to admin@sopot" in printed


def test_no_letter_goes_if_none_is_wanted_and_that_is_said() -> None:
    printed = run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--no-letter")
    assert "letter: none was sent; give the link to admin@sopot.example" in printed
    with entered("sopot"):
        assert not OutboxMessage.objects.exists()


def test_a_letter_that_cannot_be_kept_takes_the_city_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("tenants.commands.onboarding.send_link", fail)
    words = (*SOPOT, "--admin-email", "admin@sopot.example")
    with pytest.raises(ConnectionError):
        run("onboard", *words)
    monkeypatch.undo()
    assert "sopot" not in run("list")
    assert "invitation: http" in run("onboard", *words)


def test_the_links_lead_to_the_port_of_the_running_demonstration(settings: Any) -> None:
    settings.PORT = 8077
    printed = json.loads(run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--json"))
    for link in (printed["address"], printed["invitation"]):
        assert link.startswith("http://sopot.localhost:8077/")


def test_elsewhere_than_on_localhost_they_are_https(settings: Any) -> None:
    settings.IS_LOCAL = False
    words = (*SOPOT, "--domain", "sopot.example.pl", "--admin-email", "admin@sopot.example")
    printed = json.loads(run("onboard", *words, "--json"))
    assert printed["address"] == "https://sopot.example.pl/"
    assert printed["invitation"].startswith("https://sopot.example.pl/pl/staff/invitation/")


def test_what_is_wrong_is_one_line() -> None:
    with pytest.raises(CommandError) as raised:
        run("onboard", *SOPOT[:2], *SOPOT[2:4], "--blueprint", "x", "--admin-email", "y")
    assert "blueprint" in str(raised.value)
    assert "\n" not in str(raised.value)


FACTS = (
    *("--admin-email", "admin@sopot.example", "--modules", "partners, meetings"),
    *("--legal-act", "Zarządzenie", "--legal-act-date", "14.08.2019"),
    *("--controller", "MOPS", "--controller-street", "ul. Przykładowa 1"),
    *("--controller-postal-code", "81-701", "--controller-town", "Sopot"),
    *("--dpo-email", "iod@sopot.example", "--colours", "#0e4a57,#bd7d25"),
)


def test_all_facts_can_be_said(tmp_path: Path) -> None:
    partners = tmp_path / "partnerzy.csv"
    partners.write_text("Nazwa;Rodzaj\nFundacja Przystań;NGO\n")
    printed = json.loads(run("onboard", *SOPOT, *FACTS, "--partners", str(partners), "--json"))
    assert printed["partners"] == 1
    with entered("sopot"):
        profile = CityProfile.objects.get()
    assert profile.legal_act == {"title": "Zarządzenie", "date": "2019-08-14"}
    assert profile.controller["dpo_email"] == "iod@sopot.example"
    assert (profile.modules, profile.brand_colour) == (["partners", "meetings"], "#0e4a57")


def test_what_would_be_wrong_can_be_asked_first(tmp_path: Path) -> None:
    staff = tmp_path / "kadra.csv"
    staff.write_text("Imię i nazwisko;Adres e-mail;Rola\nAnna;nobody;Koordynator\n")
    output = StringIO()
    words = ("onboard", *SOPOT, *FACTS, "--staff", str(staff), "--check")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("city", *words, stdout=output)
    assert "--staff: kadra.csv: row 2, column “E-mail address”: “nobody”" in output.getvalue()
    with pytest.raises(CommandError, match=r"kadra[.]csv: row 2"):
        run(*words[:-1])
    said = run("onboard", *SOPOT, *FACTS, "--check")
    assert "can be made" in said
    assert "2264: city with county rights, pomorskie" in said
    assert "sopot" not in run("list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--legal-act-number", "1/26"), "--legal-act: Fill in “Name of the act”"),
        (("--dpo-email", "nobody"), "--dpo-email: E-mail address of the data protection officer:"),
        (("--languages", "en,uk"), "--languages: Polish is missing."),
    ],
)
def test_what_is_wrong_is_called_as_it_was_typed(words: tuple[str, ...], said: str) -> None:
    output = StringIO()
    with pytest.raises(CommandError):
        call_command(
            "city",
            "onboard",
            *SOPOT,
            "--admin-email",
            "a@b.example",
            *words,
            "--check",
            stdout=output,
        )
    [line] = [line for line in output.getvalue().splitlines() if line.startswith(words[0][:5])]
    assert line.startswith(said)


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match=r"nowhere[.]csv cannot be read"):
        run("onboard", *SOPOT, *FACTS, "--partners", "/nowhere.csv")


def test_a_lost_invitation_is_sent_again() -> None:
    first = json.loads(run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--json"))
    again = json.loads(run("invite", "sopot", "--json"))
    assert "admin@sopot.example" in again["letter"]
    host = Client(HTTP_HOST="sopot.localhost")
    paths = [
        printed["invitation"].removeprefix("http://sopot.localhost:8000")
        for printed in (first, again)
    ]
    old, new = (host.get(path).content.decode() for path in paths)
    assert 'name="password"' not in old
    assert 'name="password"' in new
    with entered("sopot"):
        Invitation.objects.update(revoked_at=timezone.now())
    with pytest.raises(CommandError, match="no invitation"):
        run("invite", "sopot")
    with pytest.raises(CommandError, match="city list"):
        run("invite", "nowhere")


def test_the_list_names_every_city() -> None:
    assert [row["slug"] for row in json.loads(run("list", "--json"))] == [
        "elblag",
        "gdansk",
        "gdynia",
        "slupsk",
    ]
    assert "gdansk.localhost" in run("list")


def test_one_city_is_shown() -> None:
    assert "blueprint: msik" in run("show", "gdansk")


def test_an_unknown_city_is_said() -> None:
    with pytest.raises(CommandError, match="city list"):
        run("show", "nowhere")
