"""A file that could not be checked at once: it waits, is opened for nobody, and loses no form."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from casework.files import sandbox, tasks
from casework.files.actions import content_of, settle
from casework.files.choices import NotNow, Refusal
from casework.files.storage import A_WHILE
from casework.files.tasks import check_waiting_files, sweep_files
from casework.intake.models import Conversation, MessageFile
from ostoja.audit.models import AuditEvent
from tests.casework.files.clamd import Clamd, clamd
from tests.casework.files.made import CANARY, EICAR
from tests.casework.intake.files.sent import open_file, reply, send_report, upload
from tests.casework.intake.reports import code_of, make_report, page_of, phone
from tests.cast import Cast, browser_of


@pytest.fixture
def where(settings: Any, tmp_path: Path) -> Path:
    settings.VIRUS_SCANNER = str(tmp_path / "clamd.ctl")
    return tmp_path / "clamd.ctl"


@pytest.fixture
def scanner(where: Path) -> Iterator[Clamd]:
    with clamd(where) as server:
        yield server


def lying() -> set[str]:
    return {one.name for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()}


def let_time_pass() -> None:
    before = time.time() - A_WHILE - 60
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            os.utime(path, (before, before))


def test_without_its_scanner_no_form_is_lost(cast: Cast, where: Path) -> None:
    page = send_report(upload())
    conversation, row = Conversation.objects.get(), MessageFile.objects.get()
    assert page.status_code == 200 and "jeszcze sprawdzamy ten plik" in page.content.decode()
    assert row.state == "waiting"
    assert open_file(conversation, row).status_code == 404
    client = browser_of(cast.consultant)
    assert client.get(page_of(conversation, f"files/{row.pk}/")).status_code == 404
    assert f"files/{row.pk}" not in client.get(page_of(conversation)).content.decode()
    assert check_waiting_files.run() == 0
    with clamd(where):
        assert [check_waiting_files.run() for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.state, row.scan) == ("ready", "clean") and "place" in row.removed
    assert CANARY.encode() not in open_file(conversation, row).content
    assert AuditEvent.objects.filter(verb="file.checked").count() == 1


def test_a_scanner_that_is_away_holds_no_form_up(cast: Cast, where: Path) -> None:
    """A scanner that is away answers at once that it is; the form does not wait for it."""
    began = time.monotonic()
    for _ in range(3):
        assert send_report(upload()).status_code == 200
    assert time.monotonic() - began < 60
    assert MessageFile.objects.filter(state="waiting").count() == 3


def test_a_virus_found_later_is_told_to_both(cast: Cast, where: Path) -> None:
    send_report(upload(EICAR, "list.txt"))
    conversation = Conversation.objects.get()
    with clamd(where):
        check_waiting_files.run()
    row = MessageFile.objects.get()
    assert (row.state, row.refusal, row.place, row.key) == ("refused", "virus", "", "")
    for page in (
        phone().post("/pl/info/2/", {"code": code_of(conversation)}),
        browser_of(cast.consultant).get(page_of(conversation)),
    ):
        assert "coś niebezpiecznego" in page.content.decode()
    assert open_file(conversation, row).status_code == 404
    assert AuditEvent.objects.get(verb="file.refused").details == {"why": "virus"}


def test_eicar_is_refused_at_once_and_the_words_stay(cast: Cast, scanner: Clamd) -> None:
    page = reply(make_report(), upload(EICAR, "list.txt"), text="Moje słowa")
    assert page.status_code == 422 and "Moje słowa" in page.content.decode()
    assert "list.txt: Skaner wirusów" in page.content.decode()
    assert not MessageFile.objects.exists()


def test_a_file_that_takes_too_long_waits_and_is_then_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*_facts: Any, **_more: Any) -> Any:
        raise NotNow

    monkeypatch.setattr("casework.files.receiving.cleaned", slowly)
    send_report(upload())
    assert MessageFile.objects.get().state == "waiting"
    assert check_waiting_files.run() == 1
    assert MessageFile.objects.get().refusal == "complex"


def test_when_all_places_are_taken_a_file_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.01)
    taken = [sandbox._slots.acquire() for _ in range(sandbox.AT_ONCE)]
    try:
        assert send_report(upload()).status_code == 200
    finally:
        for _one in taken:
            sandbox._slots.release()
    assert check_waiting_files.run() == 1
    assert MessageFile.objects.get().state == "ready"


def test_settling_twice_is_settling_once(cast: Cast, where: Path) -> None:
    send_report(upload())
    row = MessageFile.objects.get()
    settle(row=row, found=Refusal.BROKEN)
    settle(row=row, found=Refusal.VIRUS)
    row.refresh_from_db()
    assert row.refusal == "broken"


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["keep", "hints.said", "letters", "record"])
def test_killed_while_a_form_is_kept_nothing_half_is_left(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def dies(*_facts: Any, **_more: Any) -> Any:
        raise Killed

    conversation = make_report()
    if step == "keep":
        monkeypatch.setattr(MessageFile, "save", dies)
    else:
        target = {
            "hints.said": "hints.said",
            "letters": "notices.written_again",
            "record": "_record",
        }
        monkeypatch.setattr(f"casework.intake.actions.conversations.{target[step]}", dies)
    with pytest.raises(Killed):
        reply(conversation, upload(), text="Przerwane")
    monkeypatch.undo()
    assert not MessageFile.objects.exists() and conversation.messages.count() == 1
    for _ in range(3):
        let_time_pass()
        sweep_files.run()
    assert lying() == set()


@pytest.mark.parametrize("step", ["record", "save"])
def test_killed_while_a_file_is_checked_it_is_checked_again(
    cast: Cast, where: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def dies(*_facts: Any, **_more: Any) -> Any:
        raise Killed

    send_report(upload())
    target = "casework.files.actions.record" if step == "record" else None
    with clamd(where):
        if target:
            monkeypatch.setattr(target, dies)
        else:
            monkeypatch.setattr(MessageFile, "save", dies)
        with pytest.raises(Killed):
            check_waiting_files.run()
        monkeypatch.undo()
        row = MessageFile.objects.get()
        assert row.state == "waiting" and content_of(row)
        assert check_waiting_files.run() == 1
    row.refresh_from_db()
    assert content_of(row).startswith(b"\xff\xd8") and row.state == "ready"
    for _ in range(3):
        let_time_pass()
        sweep_files.run()
    assert lying() == {row.place}


def test_when_a_conversation_goes_its_files_are_closed_at_once_and_swept(cast: Cast) -> None:
    send_report(upload())
    Conversation.objects.all().delete()
    assert len(lying()) == 1  # and the key to it went with the row
    for _ in range(3):
        let_time_pass()
        sweep_files.run()
    assert lying() == set()


def test_one_that_cannot_be_read_keeps_no_other_waiting(cast: Cast, where: Path) -> None:
    for _ in range(2):
        send_report(upload())
    first = MessageFile.objects.earliest("created_at")
    [path] = Path(settings.MEDIA_ROOT).rglob(first.place)
    path.unlink()
    with clamd(where):
        check_waiting_files.run()
    states = dict(MessageFile.objects.values_list("pk", "state"))
    assert states.pop(first.pk) == "refused"
    assert list(states.values()) == ["ready"]
    assert tasks.AT_ONCE > 1
