"""The virus scanner is cut while people send their forms: each form and each file is there."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from casework.files.actions import content_of
from casework.files.tasks import check_waiting_files
from casework.intake.budget import REPORTS
from casework.intake.models import Conversation, MessageFile
from tenants.fence import entered
from tests.casework.files.clamd import clamd
from tests.casework.files.made import CANARY, photo
from tests.casework.intake.files.sent import send_report, upload
from tests.casework.intake.reports import phone

PEOPLE = 6  # who send at the same time
PHOTOGRAPH_EACH = 5  # forms; the others bring a text


@pytest.fixture
def where(committed_database: str, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the scanner listens, when it does."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIRUS_SCANNER = str(tmp_path / "clamd.ctl")
    REPORTS.forget()
    with entered("gdansk"):
        yield tmp_path / "clamd.ctl"
    REPORTS.forget()


def send(number: int) -> int:
    """A form of somebody in a network of their own; the status of its answer."""
    try:
        with entered("gdansk"):
            browser = phone(REMOTE_ADDR=f"203.{number // 250}.{number % 250}.7")
            if number % PHOTOGRAPH_EACH:
                file = upload(f"Notatka {number} {CANARY}".encode(), "notatka.txt")
            else:
                file = upload(photo((60 + number % 40, 40)))
            answer = send_report(file, client=browser, text=f"Zgłoszenie {number}.")
            assert "code" in answer.context, number
            return int(answer.status_code)
    finally:
        connection.close()


def cut_for(seconds: float, forms: int, where: Path) -> None:
    """Before, while and after it is away: what is sent is kept, and checked once it is back."""
    with clamd(where):
        assert send(forms) == 200
    assert MessageFile.objects.get().scan == "clean"
    began = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as pool:
        assert Counter(pool.map(send, range(forms))) == {200: forms}
    while time.monotonic() - began < seconds:  # the clock tries meanwhile, and nothing goes
        assert check_waiting_files.run() == 0
        time.sleep(min(1.0, seconds / 4))
    words = {one.text for row in Conversation.objects.all() for one in row.messages.all()}
    assert words == {f"Zgłoszenie {number}." for number in range(forms + 1)}
    assert MessageFile.objects.filter(state="waiting").count() == forms
    with clamd(where) as scanner:
        while check_waiting_files.run():
            pass
    assert len(scanner.scanned) >= forms
    assert Counter(MessageFile.objects.values_list("state", "scan")) == {
        ("ready", "clean"): forms + 1
    }
    assert all(content_of(one) for one in MessageFile.objects.all())


def test_some_forms_while_it_is_cut(where: Path) -> None:
    cut_for(1.0, 10, where)


@pytest.mark.prove
def test_five_hundred_of_five_hundred_forms_while_it_is_cut_for_a_minute(where: Path) -> None:
    cut_for(60.0, 500, where)


def test_one_that_listens_and_says_nothing_holds_no_form_up_for_long(
    where: Path, settings: Any
) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(where))
        silent.listen(8)
        began = time.monotonic()
        assert send(0) == 200
        assert time.monotonic() - began < 15
    where.unlink()
    assert MessageFile.objects.get().state == "waiting"
