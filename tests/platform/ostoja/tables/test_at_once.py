"""Two people at one file, or one who presses twice: nobody's work is lost and nothing fails."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.partners.models import Organisation
from ostoja.tables import actions
from ostoja.tables.choices import RowState
from ostoja.tables.models import Batch, BatchRow
from tests.casework.partners.pages import address, text
from tests.platform.ostoja.tables.test_batches import BAD, GOOD, brought_in, clerk

__all__ = ["clerk"]
OTHER = ["Fundacja Osa", "ngo"]


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Somebody else is quicker by a moment: they hold the lock first."""
    locked = actions._locked

    def later(*given: Any) -> Batch:
        act()
        return locked(*given)

    monkeypatch.setattr(actions, "_locked", later)


def test_a_second_press_does_not_hide_what_the_first_did(clerk: Client) -> None:
    brought_in(clerk, GOOD, OTHER)
    batch = Batch.objects.get()
    for name, said in (("batch_confirm", "Dodano: 2"), ("batch_undo", "Cofnięto wierszy: 2")):
        for _press in range(2):
            assert clerk.post(address(name, batch.pk)).status_code == 302
        assert said in text(clerk.get(address("batch", batch.pk)))


@pytest.mark.parametrize("name", ["batch_confirm", "batch_undo", "batch_discard", "batch_mended"])
def test_a_file_that_is_discarded_meanwhile_is_not_there(
    clerk: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    brought_in(clerk, GOOD, BAD)
    batch = Batch.objects.get()
    mended = SimpleUploadedFile("x.csv", b"Wiersz;Nazwa;Rodzaj\n3;Fundacja;ngo")
    meanwhile(monkeypatch, Batch.objects.all().delete)
    answer = clerk.post(address(name, batch.pk), {"file": mended})
    assert answer.status_code == 404
    assert not Organisation.objects.filter(name=GOOD[0]).exists()


@pytest.mark.parametrize("state", [RowState.ADDED, None])
def test_what_is_typed_into_a_row_that_was_imported_or_deleted_stays_on_the_page(
    clerk: Client, monkeypatch: pytest.MonkeyPatch, state: RowState | None
) -> None:
    brought_in(clerk, GOOD, OTHER)
    row = BatchRow.objects.filter(number=2)
    meanwhile(monkeypatch, row.delete if state is None else lambda: row.update(state=state))
    typed = {"name": "Fundacja Żuk", "kind": "ngo"}
    answer = clerk.post(address("batch_row", Batch.objects.get().pk, 2), typed)
    assert answer.status_code == 422
    assert "Nic nie zapisano" in text(answer) and "Fundacja Żuk" in text(answer)


def test_another_file_from_the_same_form_is_another_file(clerk: Client) -> None:
    """One goes back, mends the file, and sends the form again with the id that it had; the rows
    decide, since a program writes the moment into each file that it saves.
    """
    submission = str(uuid4())
    first = brought_in(clerk, GOOD, BAD, submission=submission)
    second = brought_in(clerk, GOOD, OTHER, submission=submission)
    assert first.url != second.url
    assert not BatchRow.objects.filter(batch=second.url.split("/")[-2], state="broken").exists()
    assert brought_in(clerk, GOOD, BAD, submission=submission).url == first.url


def test_the_same_rows_saved_anew_are_the_same_file(clerk: Client) -> None:
    submission, places = str(uuid4()), []
    for end in ("\n", "\r\n"):
        file = SimpleUploadedFile("x.csv", f"Nazwa;Rodzaj{end}Fundacja Osa;ngo{end}".encode())
        sent = {"file": file, "submission": submission}
        places.append(clerk.post(address("table_import", "organisations"), sent)["Location"])
    assert len(set(places)) == Batch.objects.count() == 1
