"""A browser keeps no chosen file: whoever pressed another button with one chosen is told so."""

from typing import Any

import pytest

from casework.intake import actions
from casework.intake.models import CannedReply, Conversation, DeskSettings, MessageFile
from tests.casework.intake.files.sent import reply, upload
from tests.casework.intake.reports import make_report, page_of, send_answer
from tests.cast import Cast, browser_of

AGAIN = "Wybierz pliki jeszcze raz"
BEGUN = "Dzień dobry, czytam"


def a_text() -> Any:
    return upload(b"Adresy noclegowni", "adresy.txt")


def told_again(page: Any) -> bool:
    """Once, and not in each of several places."""
    return bool(page.content.decode().count(AGAIN) == 1)


@pytest.fixture
def report(cast: Cast) -> Conversation:
    return make_report()


def test_a_conversation_is_not_closed_over_a_file_that_was_not_sent(
    cast: Cast, report: Conversation
) -> None:
    form = {"version": "1", "text": "", "files": [a_text()]}
    page = browser_of(cast.consultant).post(page_of(report, "close/"), form)
    report.refresh_from_db()
    assert page.status_code == 409 and report.state == "waiting"
    assert "nie została wysłana" in page.content.decode() and told_again(page)


@pytest.mark.parametrize("why", ["changed", "held", "limit"])
def test_an_answer_that_was_not_taken_says_that_its_files_are_gone(
    cast: Cast, report: Conversation, why: str
) -> None:
    version = "9" if why == "changed" else "1"
    if why == "held":
        actions.claim(conversation=report, by=cast.colleague)
        version = "2"
    elif why == "limit":
        DeskSettings.objects.update(most_at_once=1)
        actions.claim(conversation=make_report(), by=cast.consultant)
    sent = {"text": BEGUN, "version": version, "files": [a_text()]}
    page = send_answer(browser_of(cast.consultant), report, **sent)
    assert page.status_code == 409 and BEGUN in page.content.decode()
    assert told_again(page) and not MessageFile.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        *("claim/", "release/", "end/", "help/", "back/", "reply/", "check-word/"),
        *("danger/", "aside/", "risk/", "pass-on/", "same-person/", "mute/", "existing-case/"),
    ],
)
@pytest.mark.parametrize("text", [BEGUN, ""])
def test_each_other_button_says_so_once(
    cast: Cast, report: Conversation, step: str, text: str
) -> None:
    chosen = CannedReply.objects.earliest("position")
    more = {"reply": str(chosen.pk), "check_word": "ask", "version": "1"}
    form = {**more, "text": text, "files": [a_text()]}
    page = browser_of(cast.consultant).post(page_of(report, step), form, follow=True)
    assert page.status_code == 200 and told_again(page)


@pytest.mark.parametrize("more", [{"look": "1"}, {"look": "1", "chat": "1"}, {"language": "pl"}])
@pytest.mark.parametrize("text", ["Jeszcze nie wysł", ""])
def test_a_resident_who_looks_for_an_answer_is_told_too(
    cast: Cast, report: Conversation, text: str, more: dict[str, str]
) -> None:
    page = reply(report, upload(), text=text, **more)
    assert page.status_code == 200 and text in page.content.decode() and told_again(page)
    assert not MessageFile.objects.exists()


def test_what_was_sent_is_not_asked_for_again(cast: Cast, report: Conversation) -> None:
    assert AGAIN not in reply(report, a_text()).content.decode()
    report.refresh_from_db()
    client = browser_of(cast.consultant)
    sent = send_answer(client, report, version=str(report.version), files=[a_text()], follow=True)
    assert AGAIN not in client.get(sent["Location"]).content.decode()
    assert MessageFile.objects.count() == 2
