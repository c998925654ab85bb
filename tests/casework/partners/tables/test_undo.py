"""Taking an import back: row by row, and with a reason where it cannot be."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.partners import actions
from casework.partners.models import Contact, Location, Organisation, Phone
from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.tables.models import Batch, BatchRow
from tests.casework.partners.builders import make_service
from tests.casework.partners.pages import address, text
from tests.casework.partners.tables.pages import import_all, states
from tests.casework.partners.tables.partner_files import excel, old_excel, partners
from tests.cast import Cast, make_person

HEADINGS = ("Nazwa", "Rodzaj", "Telefon", "Miasto", "Ulica", "Osoba do kontaktu", "Opis")


def body_of(row: BatchRow) -> Organisation:
    assert row.target
    return Organisation.objects.get(pk=row.target)


def undone(clerk: Client, batch: Batch) -> str:
    return text(clerk.post(address("batch_undo", batch.pk), follow=True))


def test_what_was_added_goes_without_a_trace(clerk: Client) -> None:
    counts = _counts()
    batch = import_all(clerk, old_excel(partners()[:16]))
    assert _counts() != counts
    assert "16 wierszy" in text(clerk.get(address("batch_undo", batch.pk)))
    page = undone(clerk, batch)
    assert "Cofnięto wierszy: 16. Nie cofnięto: 0." in page
    assert "Stowarzyszenie „Łódka” nr 16" in page
    assert _counts() == counts
    assert states(batch) == {"undone": 16}
    assert AuditEvent.objects.filter(verb="partner.removed").count() == 16


def _counts() -> list[int]:
    return [model.objects.count() for model in (Organisation, Group, Phone, Location, Contact)]


def test_many_rows_are_taken_back_with_no_more_statements_than_few(clerk: Client) -> None:
    costs = []
    for rows in (partners()[:4], partners()[:16]):
        batch = import_all(clerk, old_excel(rows))
        with CaptureQueriesContext(connection) as asked:
            undone(clerk, batch)
        assert states(batch) == {"undone": len(rows)}
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_undone_twice_is_undone_once(clerk: Client) -> None:
    batch = import_all(clerk, old_excel(partners()[:5]))
    for _press in range(2):
        assert "Cofnięto wierszy: 5" in undone(clerk, batch), "the second hides not the first"


def test_what_was_changed_becomes_as_it_was(clerk: Client, cast: Cast) -> None:
    body = cast.partner
    Organisation.objects.filter(pk=body.pk).update(
        description={"pl": "Dawny opis", "en": "Old"}, description_is_sample=True
    )
    place = Location.objects.create(organisation=body, key="siedziba", name="S", town="Sopot")
    row = [body.name, "firma", "58 511 01 21", "Gdańsk", "Nowa 1", "Anna Nowa", "Nowy opis"]
    batch = import_all(clerk, excel([row], HEADINGS))
    body.refresh_from_db()
    assert (body.kind, body.description) == ("business", {"pl": "Nowy opis", "en": "Old"})
    assert body.phones.count() == body.contacts.count() == 1
    assert "Cofnięto wierszy: 1" in undone(clerk, batch)
    body.refresh_from_db()
    assert (body.kind, body.description["pl"]) == ("institution", "Dawny opis")
    assert body.description_is_sample
    place.refresh_from_db()
    assert (place.town, place.street) == ("Sopot", "")
    assert not body.phones.exists()
    assert not body.contacts.exists()


def test_what_somebody_changed_since_stays(clerk: Client, cast: Cast) -> None:
    batch = import_all(clerk, old_excel(partners()[:3]))
    changed = body_of(batch.rows.get(number=3))
    actions.change_organisation(
        pk=changed.pk, version=changed.version, by=cast.coordinator, short_name="Łódka"
    )
    page = undone(clerk, batch)
    assert "Cofnięto wierszy: 2. Nie cofnięto: 1." in page
    assert "Od czasu importu ktoś to zmienił." in page
    changed.refresh_from_db()
    assert changed.short_name == "Łódka"
    assert changed.phones.count() == 1, "nothing of the row was taken back"


def test_what_is_in_use_stays(clerk: Client) -> None:
    batch = import_all(clerk, old_excel(partners()[:4]))
    bodies = [body_of(row) for row in batch.rows.all()]
    make_service(bodies[0])
    make_person(Role.PARTNER_WORKER, bodies[1], "nowa@city.example")
    bodies[3].parent = bodies[2]
    bodies[3].save()
    page = undone(clerk, batch)
    assert "Jest już w użyciu" in page
    left = set(Organisation.objects.filter(pk__in=[one.pk for one in bodies]))
    assert left == {bodies[0], bodies[1]}, "parts of one import do not hold each other"


def test_what_is_gone_already_needs_no_undoing(clerk: Client, cast: Cast) -> None:
    batch = import_all(clerk, old_excel(partners()[:1]))
    body = body_of(batch.rows.get())
    number = body.phones.get()
    actions.remove(fact=number, version=number.version, by=cast.coordinator)
    assert "Cofnięto wierszy: 1. Nie cofnięto: 0." in undone(clerk, batch)


def test_a_changed_row_that_was_removed_is_told(clerk: Client, cast: Cast) -> None:
    Contact.objects.create(organisation=cast.partner, name="Anna Dawna")
    row: list[Any] = [cast.partner.name, "Anna Dawna", "kierowniczka"]
    batch = import_all(
        clerk, excel([row], ("Nazwa", "Osoba do kontaktu", "Osoba do kontaktu: stanowisko"))
    )
    assert states(batch) == {"updated": 1}
    cast.partner.contacts.all().delete()
    assert "Od czasu importu ktoś to usunął." in undone(clerk, batch)
