"""The table of staff: invitations go out, nobody gets a password, an undo withdraws them."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ostoja.access.roles import Role
from ostoja.accounts.actions import accept_invitation
from ostoja.accounts.models import Invitation, User
from ostoja.notifications.models import OutboxMessage
from ostoja.tables.models import Batch
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of

HEADINGS = ("Imię i nazwisko", "E-mail", "Rola", "Organizacja", "Język")
NEW = ["Nowa Osoba", "Nowa@City.example", "pracownik partnera", "Fundacja Łąka", ""]


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def brought_in(clerk: Client, *rows: list[Any]) -> Batch:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    sent = clerk.post(
        address("table_import", "staff"), {"file": SimpleUploadedFile("k.xlsx", file.getvalue())}
    )
    assert sent.status_code == 302, text(sent)
    return Batch.objects.latest("created_at")


def confirmed(clerk: Client, *rows: list[Any]) -> Batch:
    batch = brought_in(clerk, *rows)
    clerk.post(address("batch_confirm", batch.pk))
    return batch


def test_each_new_person_is_invited_once(clerk: Client, cast: Cast) -> None:
    confirmed(clerk, NEW)
    invitation = Invitation.objects.get(email="nowa@city.example")
    assert (invitation.role, invitation.group) == ("partner-worker", cast.partner.group)
    assert not User.objects.filter(email="nowa@city.example").exists()
    letter = OutboxMessage.objects.get(to="nowa@city.example")
    assert "http://gdansk.localhost/pl/staff/invitation/" in letter.body
    again = brought_in(clerk, NEW)
    assert again.rows.get().state == "same"


def test_who_has_the_role_is_left_alone(clerk: Client, cast: Cast) -> None:
    worker = cast.partner_worker
    row = ["Inne Imię", worker.email, "partner-worker", "partner", "en"]
    assert brought_in(clerk, row).rows.get().state == "same"
    other = [*row[:3], "Stowarzyszenie Żuraw", ""]
    assert brought_in(clerk, other).rows.get().state == "new", "one more role"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({1: "nikt"}, "email"),
        ({2: "szef"}, "role"),
        ({3: ""}, "organisation"),
        ({3: "Fundacja Laka 2"}, "organisation"),
        ({2: "Administrator miasta"}, "organisation"),
        ({1: "off@city.example"}, "email"),
        ({4: "klingoński"}, "language"),
    ],
)
def test_what_is_wrong(clerk: Client, change: dict[int, str], column: str) -> None:
    User.objects.create(email="off@city.example", full_name="Wyłączona", is_active=False)
    row = list(NEW)
    for place, value in change.items():
        row[place] = value
    problems = brought_in(clerk, row).rows.get().problems
    assert [problem["column"] for problem in problems] == [column]


def test_the_same_person_twice_in_a_file(clerk: Client) -> None:
    batch = brought_in(clerk, NEW, NEW)
    assert [row.state for row in batch.rows.all()] == ["new", "broken"]


def test_an_undo_withdraws_what_nobody_accepted(clerk: Client) -> None:
    second = ["Druga Osoba", "druga@city.example", "analityk", "", "angielski"]
    batch = confirmed(clerk, NEW, second)
    accepted = Invitation.objects.get(email="druga@city.example")
    assert (accepted.role, accepted.language) == (Role.ANALYST, "en")
    accept_invitation(invitation=accepted, full_name="Druga", password="długie hasło 123")
    page = text(clerk.post(address("batch_undo", batch.pk), follow=True))
    assert "Cofnięto wierszy: 1. Nie cofnięto: 1." in page
    assert "Ta osoba przyjęła już zaproszenie" in page
    assert Invitation.objects.get(email="nowa@city.example").revoked_at
    assert User.objects.get(email="druga@city.example").is_active
