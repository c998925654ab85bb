"""Display settings in the midst of a form of the contact: nothing is lost, nothing is sent."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.intake.models import Conversation, Message
from casework.intake.receipts import code_to_show
from tests.cast import Cast

CONTACT, RETURN = "/pl/contact/", "/pl/return/"
WORDS = 'Boję się "jutra" & <pojutrza>.\r\nDruga linia. Ґанок 🌻'
CHOSEN = {"display-colours": "dark", "display-text_size": "150", "display-calm": "on"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def resident(cast: Cast) -> Client:
    return Client(HTTP_HOST="gdansk.localhost", enforce_csrf_checks=True)


def typed(**more: str) -> dict[str, Any]:
    return {"text": WORDS, "age": "minor", "submission": str(uuid4()), "entry_point": "", **more}


def carried(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(html)}


def test_the_contact_offers_it_as_a_button_of_its_form(resident: Client) -> None:
    html = resident.get(CONTACT).content.decode()
    assert re.search(r'<button type="submit"\s+form="contact"\s+name="display"', html)
    assert "/accessibility/display/" not in html, "a link would lose what was typed"


@pytest.mark.parametrize("path", [CONTACT, RETURN])
def test_enter_in_a_field_does_what_the_page_is_for(resident: Client, path: str) -> None:
    """A browser then presses the form's first button, seen or not."""
    first = re.search(
        r'<button type="submit"[^>]*form="[^>]*>', resident.get(path).content.decode()
    )
    assert first is not None and "display" not in first[0] and 'aria-hidden="true"' in first[0]


def test_all_that_was_typed_comes_along(resident: Client) -> None:
    sent = typed(display="open")
    answer = resident.post(CONTACT, sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Wygląd strony" in html
    found = carried(html)
    assert {name: found[name] for name in ("text", "age", "submission")} == {
        name: sent[name] for name in ("text", "age", "submission")
    }
    assert "display" not in found
    assert "<title>Informacje" in re.sub(r">\s+", ">", html), "the title stays neutral"


def test_several_values_of_one_name_come_along(resident: Client) -> None:
    html = resident.post(CONTACT, typed(display="open") | {"needs": ["a", "b"]}).content.decode()
    assert [value for name, value in HIDDEN.findall(html) if name == "needs"] == ["a", "b"]


def test_saved_the_form_is_there_again_in_the_new_look_and_nothing_was_sent(
    resident: Client,
) -> None:
    answer = resident.post(CONTACT, typed(display="save") | CHOSEN)
    html = answer.content.decode()
    assert answer.cookies["display"].value == "1.dark.150..c"
    assert 'data-display="dark"' in html
    assert WORDS.replace("\r\n", "\n").splitlines()[1] in html
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("pressed", ["open", "try", "forget", "close", "nonsense", ""])
def test_no_button_of_the_settings_sends_anything(resident: Client, pressed: str) -> None:
    answer = resident.post(CONTACT, typed(display=pressed) | CHOSEN)
    assert answer.status_code == 200
    assert "Ґанок 🌻" in unescape(answer.content.decode())
    assert not Conversation.objects.exists()


def test_trying_keeps_nothing_and_shows_it(resident: Client) -> None:
    answer = resident.post(CONTACT, typed(display="try") | CHOSEN)
    html = answer.content.decode()
    assert "display" not in answer.cookies
    assert re.search(r'data-try-on\s+data-text-size="150"', html)
    assert '<html lang="pl"\n      class="govuk-template ostoja-public" data-unseen>' in html


def test_back_without_a_change_leaves_the_cookie(resident: Client) -> None:
    resident.cookies["display"] = "1.dark.100.."
    answer = resident.post(CONTACT, typed(display="close") | CHOSEN)
    assert "display" not in answer.cookies
    assert 'data-display="dark"' in answer.content.decode()


def test_as_at_first_holds_at_once(resident: Client) -> None:
    resident.cookies["display"] = "1.dark.100.."
    answer = resident.post(CONTACT, typed(display="forget"))
    assert answer.cookies["display"]["max-age"] == 0
    assert "data-display" not in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"display-text_size": "9999"}, {"display-font": "x" * 10_000}])
def test_a_wrong_choice_loses_nothing_either(resident: Client, wrong: dict[str, str]) -> None:
    answer = resident.post(CONTACT, typed(display="save") | wrong)
    assert answer.status_code == 422
    assert carried(answer.content.decode())["text"] == WORDS
    assert "display" not in answer.cookies


def test_of_files_it_says_that_they_stay_behind(resident: Client) -> None:
    picture = SimpleUploadedFile("a.png", b"x")
    html = resident.post(CONTACT, {**typed(display="open"), "photo": picture}).content.decode()
    assert "Pliki dołącz potem jeszcze raz" in html
    assert "Pliki" not in resident.post(CONTACT, typed(display="open")).content.decode()


@pytest.fixture
def code(resident: Client) -> str:
    sent = typed()
    resident.post(CONTACT, sent)
    return code_to_show(Conversation.objects.get(submission=sent["submission"])) or ""


def test_the_page_with_the_code_comes_back(resident: Client, code: str) -> None:
    submission = str(Conversation.objects.get().submission)
    sent = {"submission": submission, "code": "12", "display": "save", **CHOSEN}
    html = resident.post(CONTACT, sent).content.decode()
    assert code.split(maxsplit=1)[0] in html
    assert "Błąd" not in html
    assert 'value="12"' in html


def test_a_reply_in_the_making_is_kept_and_not_sent(resident: Client, code: str) -> None:
    before = Message.objects.count()
    reply = {"code": code, "text": WORDS, "submission": str(uuid4())}
    opened = resident.post(RETURN, {**reply, "display": "open"}).content.decode()
    answer = resident.post(RETURN, carried(opened) | {"display": "save"} | CHOSEN)
    html = answer.content.decode()
    assert "Druga linia. Ґанок 🌻" in html
    assert 'data-text-size="150"' in html
    assert Message.objects.count() == before


@pytest.mark.parametrize("written", ["", "12", "0000 0000 0000 0000"])
def test_without_a_right_code_the_page_for_it_comes_back(resident: Client, written: str) -> None:
    answer = resident.post(RETURN, {"code": written, "display": "save", **CHOSEN})
    assert f'value="{written}"' in answer.content.decode() if written else True
    assert answer.status_code == (422 if len(written) > 2 else 200)
    assert answer.cookies["display"].value == "1.dark.150..c"
