"""Who left has no trace in the browser; with the code the page looks as they chose it."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from casework.intake.models import Conversation
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import code_of, filled_form, phone

pytestmark = pytest.mark.usefixtures("cast")
EASY = "1..100..ep"
COOKIE = settings.DISPLAY_COOKIE_NAME
LOOK = "data-easy-to-read"


def write(display: str = "") -> Conversation:
    browser = phone()
    if display:
        browser.cookies[COOKIE] = display
    sent = filled_form()
    browser.post("/uk/contact/", sent)
    return Conversation.objects.get(submission=sent["submission"])


def come_back(found: Conversation, cookie: str | None = None, **more: str) -> Any:
    browser = phone()
    if cookie is not None:
        browser.cookies[COOKIE] = cookie
    return browser.post("/uk/return/", {"code": code_of(found), **more})


def test_the_page_is_easy_again_and_the_browser_is_told_nothing() -> None:
    found = write(EASY)
    assert found.display == EASY
    answer = come_back(found)
    assert LOOK in answer.content.decode()
    assert "ostoja-easy__line" in answer.content.decode()
    assert COOKIE not in answer.cookies


def test_writing_again_keeps_the_look() -> None:
    found = write(EASY)
    answer = come_back(found, text="Ще одне", submission=str(uuid4()))
    assert LOOK in answer.content.decode()


def test_pages_as_usual_leave_nothing_with_the_conversation() -> None:
    found = write()
    assert found.display == ""
    assert LOOK not in come_back(found).content.decode()


def test_before_the_code_fits_nothing_is_known_of_anybody() -> None:
    write(EASY)
    answer = phone().post("/uk/return/", {"code": "1111 2222 3333 4444"})
    assert LOOK not in answer.content.decode()


def test_what_this_device_chose_goes_before_what_was_kept() -> None:
    found = write(EASY)
    page = come_back(found, "1.dark.100..").content.decode()
    assert LOOK not in page and 'data-display="dark"' in page


@pytest.mark.parametrize("kept", ["nonsense", "1.pink.7.none.zz", "x" * 60])
def test_what_is_not_known_is_as_usual(kept: str) -> None:
    found = write()
    Conversation.objects.filter(pk=found.pk).update(display=kept)
    assert come_back(found).status_code == 200


def test_a_cookie_of_nonsense_is_not_kept() -> None:
    assert write("<script>" * 20).display == ""


def test_a_choice_within_the_conversation_is_the_one_that_is_kept() -> None:
    found = write(EASY)
    come_back(found, display="save", **{"display-colours": "dark"})
    found.refresh_from_db()
    assert found.display == "1.dark.100.."
    assert AuditEvent.objects.filter(verb="conversation.display_chosen").count() == 1
    page = come_back(found).content.decode()
    assert LOOK not in page and 'data-display="dark"' in page


def test_who_forgets_the_look_gets_pages_as_usual_from_then_on() -> None:
    found = write(EASY)
    assert LOOK not in come_back(found, display="forget").content.decode()
    found.refresh_from_db()
    assert found.display == ""
    assert LOOK not in come_back(found).content.decode()
