"""Files between the steps: sent twice, large, given up, forgotten; and who sees them."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from casework.partners.choices import OrganisationKind
from casework.partners.models import Organisation
from casework.partners.tables.organisations import Organisations
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import sentence_of
from ostoja.privacy.retention.actions import ask_for_run, carry_out_run
from ostoja.tables import actions, tasks
from ostoja.tables.choices import RowState, Work
from ostoja.tables.models import KEPT, USUAL_WORK, Batch, BatchRow
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def excel(*rows: list[Any]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["Nazwa", "Rodzaj", "E-mail"], *rows]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def brought_in(clerk: Client, *rows: list[Any], **also: Any) -> Any:
    file = SimpleUploadedFile("Spis „partnerów” 2019.xlsx", excel(*rows))
    return clerk.post(address("table_import", "organisations"), {"file": file, **also})


GOOD, BAD = ["Fundacja Ćma", "ngo"], ["Fundacja Bąk", "?"]


class TestUpload:
    def test_the_same_form_twice_is_one_file(self, clerk: Client) -> None:
        submission = str(uuid4())
        first = brought_in(clerk, GOOD, submission=submission)
        second = brought_in(clerk, GOOD, submission=submission)
        assert first.url == second.url
        assert Batch.objects.count() == BatchRow.objects.count() == 1

    @pytest.mark.parametrize("submission", ["", "x", "\x00", "1" * 5000])
    def test_a_spoilt_submission_stops_nobody(self, clerk: Client, submission: str) -> None:
        assert brought_in(clerk, GOOD, submission=submission).status_code in {302, 422}

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (None, "Wybierz plik."),
            (b"", "Plik jest pusty."),
            (b"\x89PNG\r\n", "To plik PNG"),
            (b"Imie;Nazwisko\nJan;Nowak", "Brakuje kolumn: „Nazwa”."),
            (b"Nazwa;Rodzaj\n", "Pod nagłówkami nie ma żadnych wierszy."),
        ],
    )
    def test_refusals_are_told_beside_the_field(
        self, clerk: Client, content: bytes | None, words: str
    ) -> None:
        sent = {} if content is None else {"file": SimpleUploadedFile("a.csv", content)}
        answer = clerk.post(address("table_import", "organisations"), sent)
        assert answer.status_code == 422
        assert text(answer).count(words) == 2, "in the summary and beside the field"
        assert "<title>Błąd:" in text(answer)
        assert not Batch.objects.exists()

    @pytest.mark.parametrize("name", ["../../etc/passwd.csv", "C:\\dane\\spis.csv", "a\u202e.csv"])
    def test_names_of_files_are_only_names(self, clerk: Client, name: str) -> None:
        file = SimpleUploadedFile("x.csv", b"Nazwa;Rodzaj\nBez nazwy;ngo\n")
        file.__dict__["_name"] = name
        clerk.post(address("table_import", "organisations"), {"file": file})
        assert "/" not in Batch.objects.get().file_name
        assert "\\" not in Batch.objects.get().file_name

    def test_what_is_kept_is_encrypted(self, clerk: Client) -> None:
        brought_in(clerk, GOOD, BAD)
        with connection.cursor() as cursor:
            cursor.execute("select cells, problems, changes, effects from tables_batchrow")
            kept = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
        assert "Ćma".encode() not in kept

    @pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "{{7*7}}", "<script>", "\u202eabc"])
    def test_odd_texts_are_only_texts(self, clerk: Client, value: str) -> None:
        sent = brought_in(clerk, [value, "ngo"])
        page = clerk.get(sent.url).content.decode()
        assert "<script>alert" not in page
        clerk.post(address("batch_confirm", Batch.objects.get().pk))
        assert Organisation.objects.filter(name=value).exists()


class TestMending:
    def test_rows_stay_until_they_are_in_order(self, clerk: Client) -> None:
        brought_in(clerk, GOOD, BAD)
        batch = Batch.objects.get()
        refused = clerk.post(address("batch_row", batch.pk, 3), {"name": "", "kind": "x" * 50})
        assert refused.status_code == 422
        assert "x" * 50 in text(refused)
        assert batch.rows.get(number=3).cells == {"kind": "x" * 50}, "nothing typed is lost"

    def test_fixed_values_are_chosen_from_a_list(self, clerk: Client) -> None:
        brought_in(clerk, ["Fundacja Sowa", "fundacyja"], ["Fundacja Wilga", "ngo"])
        row = address("batch_row", Batch.objects.get().pk, 2)
        kinds = text(clerk.get(row)).partition('<select name="kind"')[2].partition("</select>")[0]
        chosen = re.findall(r'<option value="([^"]+)"', kinds)
        assert 'value="fundacyja" selected' in kinds and "(tak jest w pliku)" in kinds
        assert chosen == ["fundacyja", *(labels := [str(one.label) for one in OrganisationKind])]
        assert clerk.post(row, {"name": "Fundacja Sowa", "kind": labels[0]}).status_code == 302
        known = text(clerk.get(row.replace("/2/", "/3/")))
        assert 'value="ngo" selected' in known and "tak jest w pliku" not in known

    @pytest.mark.parametrize("value", ["\x00", "a\x00b"])
    def test_what_cannot_be_saved_is_refused(self, clerk: Client, value: str) -> None:
        brought_in(clerk, BAD)
        row = address("batch_row", Batch.objects.get().pk, 2)
        assert clerk.post(row, {"name": value, "kind": "ngo"}).status_code == 422

    def test_a_row_in_order_can_be_changed_too(self, clerk: Client) -> None:
        brought_in(clerk, GOOD)
        row = address("batch_row", Batch.objects.get().pk, 2)
        clerk.post(row, {"name": "Fundacja Ćma", "kind": "ngo", "email": "a@b.example"})
        clerk.post(address("batch_confirm", Batch.objects.get().pk))
        assert Organisation.objects.get(name="Fundacja Ćma").email == "a@b.example"
        assert clerk.get(row).status_code == 404, "what is imported is changed elsewhere"

    def test_mending_one_of_two_twins_frees_the_other(self, clerk: Client) -> None:
        brought_in(clerk, GOOD, GOOD)
        batch = Batch.objects.get()
        assert [row.state for row in batch.rows.all()] == ["new", "broken"]
        clerk.post(address("batch_row", batch.pk, 2), {"name": "Inna", "kind": "ngo"})
        assert [row.state for row in batch.rows.all()] == ["new", "new"]

    @pytest.mark.parametrize("content", [b"Nazwa;Rodzaj\nx;ngo", b"Wiersz;Nazwa\n99;x", b"x", b""])
    def test_another_file_is_not_taken_for_the_mended_rows(
        self, clerk: Client, content: bytes
    ) -> None:
        brought_in(clerk, GOOD, BAD)
        batch = Batch.objects.get()
        file = SimpleUploadedFile("x.csv", content)
        answer = clerk.post(address("batch_mended", batch.pk), {"file": file})
        assert answer.status_code == 422
        assert batch.rows.get(number=3).state == RowState.BROKEN

    def test_discarding_forgets_what_is_not_imported(self, clerk: Client) -> None:
        brought_in(clerk, GOOD, BAD)
        batch = Batch.objects.get()
        clerk.post(address("batch_confirm", batch.pk))
        assert clerk.post(address("batch_discard", batch.pk))["Location"] == address(
            "batch", batch.pk
        )
        assert [row.number for row in batch.rows.all()] == [2]
        clerk.post(address("batch_undo", batch.pk))
        brought_in(clerk, BAD)
        last = Batch.objects.latest("created_at")
        assert clerk.post(address("batch_discard", last.pk))["Location"] == address("tables")
        assert not Batch.objects.filter(pk=last.pk).exists()


class TestLargeFiles:
    """The work of a task, with the limits made small."""

    @pytest.fixture(autouse=True)
    def _small_limits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "CHECKED_AT_ONCE", 1)
        monkeypatch.setattr(Organisations, "at_once", 1)
        self.asked: list[tuple[Any, ...]] = []
        monkeypatch.setattr(tasks.work_on, "delay", lambda *given: self.asked.append(given))

    def work(self) -> None:
        while self.asked:
            given = self.asked.pop(0)
            tasks.work_on.run(*given)
            tasks.work_on.run(*given)  # a broker may send a task twice

    def test_check_import_and_undo(
        self, clerk: Client, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        before = Organisation.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            sent = brought_in(clerk, GOOD, ["Fundacja Osa", "ngo"], BAD)
        assert "Trwa sprawdzanie wierszy" in text(clerk.get(sent.url))
        for name in ("batch_confirm", "batch_undo", "batch_discard"):
            clerk.post(address(name, Batch.objects.get().pk))
        self.work()
        assert "Importuj 2 wiersze" in text(clerk.get(sent.url))
        for name, done in (("batch_confirm", "Dodano: 2"), ("batch_undo", "Cofnięto wierszy: 2")):
            with django_capture_on_commit_callbacks(execute=True):
                clerk.post(address(name, Batch.objects.get().pk))
            assert "Trwa" in text(clerk.get(sent.url))
            self.work()
            assert done in text(clerk.get(sent.url))
        assert Organisation.objects.count() == before

    def test_a_worker_that_died_is_told_and_the_work_begins_again(
        self, clerk: Client, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            sent = brought_in(clerk, GOOD, BAD)
        self.asked.clear()
        batch = Batch.objects.get()
        again = address("batch_again", batch.pk)
        clerk.post(again)
        assert not self.asked, "while it may still be working nothing begins twice"
        Batch.objects.update(work_since=timezone.now() - USUAL_WORK - timedelta(seconds=1))
        assert "została przerwana" in text(clerk.get(sent.url))
        with django_capture_on_commit_callbacks(execute=True):
            clerk.post(again)
        self.work()
        assert batch.rows.count() == 2

    def test_a_failure_is_told_and_leaves_nothing(
        self, clerk: Client, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            sent = brought_in(clerk, GOOD, ["Fundacja Osa", "ngo"])
        self.work()
        with django_capture_on_commit_callbacks(execute=True):
            clerk.post(address("batch_confirm", Batch.objects.get().pk))
        count = Organisation.objects.count()
        with mock.patch.object(actions, "_finished", side_effect=[ValueError, mock.DEFAULT]):
            given = self.asked.pop()
            with mock.patch.object(actions, "give_up") as told:
                tasks.work_on.run(*given)
        assert told.called
        actions.give_up(batch=Batch.objects.get(), by=told.call_args.kwargs["by"])
        assert Organisation.objects.count() == count
        assert "Nie udało się i niczego nie zmieniono" in text(clerk.get(sent.url))


class TestKeeping:
    def test_old_files_are_forgotten_with_their_rows(self, clerk: Client) -> None:
        brought_in(clerk, GOOD)
        brought_in(clerk, BAD)
        old = Batch.objects.latest("created_at")
        Batch.objects.filter(pk=old.pk).update(
            created_at=timezone.now() - KEPT - timedelta(hours=1)
        )
        for _ in range(2):
            carry_out_run(ask_for_run(by=None))
        assert Batch.objects.count() == BatchRow.objects.count() == 1
        assert not Batch.objects.filter(pk=old.pk).exists()

    def test_a_row_has_one_number_and_a_known_state(self, clerk: Client) -> None:
        brought_in(clerk, GOOD)
        row = BatchRow.objects.get()
        for change in ({"number": 2}, {"number": 3, "state": "?"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                BatchRow.objects.create(**{"batch": row.batch, "state": "new", **change})

    def test_the_audit_says_what_happened(self, clerk: Client) -> None:
        brought_in(clerk, GOOD, BAD)
        batch = Batch.objects.get()
        clerk.post(address("batch_confirm", batch.pk))
        clerk.post(address("batch_undo", batch.pk))
        clerk.get(address("table_export", "organisations", "csv"))
        events = AuditEvent.objects.filter(verb__startswith="table.")
        said = [sentence_of(event) for event in events.order_by("at")]
        assert len({event.verb for event in events}) == 4
        assert all(not sentence.startswith("table.") for sentence in said)
        assert "table.imported" in set(events.values_list("verb", flat=True))


def test_pages_take_few_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(5):
        brought_in(clerk, [f"Fundacja {number}", "ngo"], BAD)
    batch = Batch.objects.latest("created_at")
    for name, arguments in (
        ("tables", ()),
        ("table_import", ("organisations",)),
        ("batch", (batch.pk,)),
        ("batch_row", (batch.pk, 3)),
    ):
        with django_assert_max_num_queries(25):
            assert clerk.get(address(name, *arguments)).status_code == 200


@pytest.mark.parametrize("work", Work)
def test_no_work_lasts_for_ever(work: Work) -> None:
    long_ago = timezone.now() - USUAL_WORK * 2
    assert Batch(work=work, work_since=long_ago).is_stuck == bool(work)
    assert not Batch(work=work, work_since=timezone.now()).is_stuck
