"""A city's clerk imports 300 partners from an old Excel file, mends three rows, imports them."""

import time
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.partners.models import Location, Organisation, Phone
from ostoja.audit.models import AuditEvent
from ostoja.tables.models import Batch
from ostoja.tables.reading import read
from ostoja.tables.writing import as_xlsx
from tests.casework.partners.pages import address, text
from tests.casework.partners.tables.pages import import_all, states, upload
from tests.casework.partners.tables.partner_files import old_excel, partners

A_COUPLE_OF_SECONDS = 2.0
"""Of this process, so that what else the machine does is not counted."""


def test_three_hundred_partners_of_which_three_are_broken(clerk: Client) -> None:
    before = Organisation.objects.count()
    sent = upload(clerk, old_excel(partners()))
    page = text(clerk.get(sent.url))
    for number, problem in ((19, "NIP"), (102, "musi być wypełniona"), (252, "adres e-mail")):
        assert f"Popraw wiersz {number}" in page
        assert problem in page
    assert Organisation.objects.count() == before, "a preview saves nothing"

    batch = Batch.objects.get()
    began = time.process_time()
    done = clerk.post(address("batch_confirm", batch.pk), follow=True)
    assert time.process_time() - began < A_COUPLE_OF_SECONDS
    assert "Dodano: 297, zmieniono: 0" in text(done)
    assert Organisation.objects.count() == before + 297
    assert "Do poprawy zostały 3 wiersze" in text(done)

    _mend_on_the_page(clerk, batch)
    _mend_in_the_file(clerk, batch)
    done = clerk.post(address("batch_confirm", batch.pk), follow=True)
    assert "Dodano: 3, zmieniono: 0" in text(done)
    assert "Wszystkie wiersze pliku są zapisane" in text(done)
    assert Organisation.objects.count() == before + 300
    assert states(batch) == {"added": 300}
    _nothing_came_twice()


def _mend_on_the_page(clerk: Client, batch: Batch) -> None:
    row = address("batch_row", batch.pk, 19)
    form = clerk.get(row)
    assert "to nie jest NIP" in text(form)
    cells = {**form.context["form"].initial, "nip": "583-000-00-04"}
    refused = clerk.post(row, cells)
    assert refused.status_code == 422
    assert "583-000-00-04" in text(refused), "what was typed is kept"
    mended = clerk.post(row, {**cells, "nip": "583-000-00-26"}, follow=True)
    assert "Wiersz 19 jest w porządku" in text(mended)


def _mend_in_the_file(clerk: Client, batch: Batch) -> None:
    """Download the rows with errors, mend them in a spreadsheet program, send them back."""
    taken = clerk.get(address("batch_broken", batch.pk, "xlsx"))
    headings, *rows = [row.cells for row in read(taken.content).rows]
    assert [row[0] for row in rows] == ["102", "252"]
    rows[0][headings.index("Nazwa")] = "Fundacja Zapomniana"
    rows[1][headings.index("Adres e-mail")] = "biuro@przystan.example"
    file = SimpleUploadedFile("poprawione.xlsx", as_xlsx("Dane", [headings, *rows]))
    done = clerk.post(address("batch_mended", batch.pk), {"file": file}, follow=True)
    assert "Poprawione wiersze wczytano" in text(done)
    assert "Importuj 3 wiersze" in text(done)


def _nothing_came_twice() -> None:
    assert Organisation.objects.filter(name="Fundacja Zapomniana").count() == 1
    names = Organisation.objects.filter(name__startswith="Stowarzyszenie „Łódka”")
    assert names.count() == len(set(names.values_list("name", flat=True))) == 299
    first = names.get(nip="5830000003")
    assert first.sort_key
    assert first.group.name == first.key
    assert Location.objects.get(organisation=first).postal_code == "80-001"
    assert Phone.objects.get(organisation=first).number == "+48585110001"
    assert AuditEvent.objects.filter(verb="partner.added").count() == 300


def test_the_same_file_again_changes_nothing(clerk: Client) -> None:
    content = old_excel(partners()[:16])
    import_all(clerk, content)
    counts = Organisation.objects.count(), Phone.objects.count(), Location.objects.count()
    upload(clerk, content)
    again = Batch.objects.latest("created_at")
    assert states(again) == {"same": 16}
    page = text(clerk.get(address("batch", again.pk)))
    assert "Nie ma nic do zaimportowania" in page
    assert counts == (Organisation.objects.count(), Phone.objects.count(), Location.objects.count())


def test_confirming_twice_imports_once(clerk: Client) -> None:
    batch = import_all(clerk, old_excel(partners()[:10]))
    count = Organisation.objects.count()
    clerk.post(address("batch_confirm", batch.pk))
    assert Organisation.objects.count() == count


def test_an_import_of_many_takes_no_more_statements_than_one_of_few(
    clerk: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    sent = upload(clerk, old_excel(partners()))
    batch = Batch.objects.get()
    with django_assert_max_num_queries(60):  # type: ignore[attr-defined]
        clerk.post(address("batch_confirm", batch.pk))
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        clerk.get(sent.url)
