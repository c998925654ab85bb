"""Residents read every word in their own language."""

import re
from collections.abc import Iterator
from html import unescape
from uuid import uuid4

import polib
import pytest

from casework.intake import actions
from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation
from casework.partners.models import Organisation
from ostoja.local.checkout import ROOT
from tenants.fence import entered
from tests.casework.intake.reports import age, code_of, filled_form, make_report, phone
from tests.cast import Cast

LANGUAGES = ("pl", "de", "uk")
ENGLISH = {
    entry.msgid
    for file in ("casework/intake", "platform/ostoja/ui")
    for entry in polib.pofile(str(ROOT / file / "locale/pl/LC_MESSAGES/django.po"))
    if len(entry.msgid.split()) > 2 and "%(" not in entry.msgid
}


def pages(language: str, cast: Cast) -> Iterator[str]:
    """Every page and state of a page that a resident can meet."""
    device, contact, back = phone(), f"/{language}/contact/", f"/{language}/return/"
    Organisation.objects.filter(pk=cast.centre.pk).update(short_name="OIK")
    for path in (f"/{language}/", contact, back):
        yield device.get(path).content.decode()
    yield device.get("/q/ZZZZZZ", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    yield from _the_guided_start(contact)
    form = filled_form()
    for fields in (
        {**form, "text": ""},
        {**form, "text": "a\x00"},
        {**form, "text": "x" * 20_001},
        form,
    ):
        yield device.post(contact, fields).content.decode()
    conversation = Conversation.objects.get(submission=form["submission"])
    code, check = code_of(conversation), {"submission": form["submission"]}
    for typed in ("", "1", code):
        yield device.post(contact, {**check, "code": typed}).content.decode()
    for typed in ("", "1", code):
        yield device.post(back, {"code": typed}).content.decode()
    yield from _the_conversation_goes_on(conversation, cast, back, code)
    age(conversation, minutes=20)
    yield device.post(contact, form).content.decode()
    with entered("gdynia"):
        yield phone("gdynia").get(f"/{language}/").content.decode()
        yield phone("gdynia").get(contact).content.decode()
    for _ in range(WRONG_CODES.limit):
        device.post(back, {"code": "1111 2222 3333 4444"})
    yield device.post(back, {"code": "1111 2222 3333 4444"}).content.decode()


def _the_guided_start(contact: str) -> Iterator[str]:
    told = {"may_call": "yes", "times": ["any"], "about": "other", "needs": ["unknown"]}
    for said in ("minor", "adult"):
        for step in ("safety", "about", "words", "needs", "reach", "safely"):
            form = {**filled_form("ok"), **told, "age": said, "step": step}
            yield phone().post(contact, form).content.decode()
            yield phone().post(contact, {**form, "phone": "1", "text": ""}).content.decode()


def _the_conversation_goes_on(
    conversation: Conversation, cast: Cast, back: str, code: str
) -> Iterator[str]:
    device = phone()
    claimed = actions.claim(conversation=conversation, by=cast.consultant)
    yield device.post(back, {"code": code}).content.decode()
    actions.release(conversation=claimed, by=cast.consultant)
    for by in (cast.consultant, cast.colleague):
        conversation.refresh_from_db()
        actions.answer(
            conversation=conversation,
            version=conversation.version,
            submission=uuid4(),
            text="OK",
            by=by,
        )
    for text in ("", "I jeszcze"):
        fields = {"code": code, "text": text, "submission": str(uuid4())}
        yield device.post(back, fields).content.decode()
    conversation.refresh_from_db()
    actions.close(conversation=conversation, version=conversation.version, by=cast.colleague)
    Organisation.objects.filter(pk=cast.centre.pk).update(short_name="")
    yield device.post(back, {"code": code}).content.decode()


def words_of(page: str) -> str:
    """What a person reads: without markup, but with the texts that stand in attributes."""
    spoken = re.findall(r'(?:alt|aria-label|title)="([^"]*)"', page)
    return " ".join(unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *spoken])).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_word_that_was_not_translated(cast: Cast, language: str) -> None:
    seen = [words_of(page) for page in pages(language, cast)]
    assert len(seen) > 20
    found = {text for text in ENGLISH for page in seen if text in page}
    assert not found


def test_the_search_finds_english(cast: Cast) -> None:
    seen = [words_of(page) for page in pages("en", cast)]
    assert len({text for text in ENGLISH for page in seen if text in page}) > 40


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_each_page_says_its_language(cast: Cast, language: str) -> None:
    assert all(f'<html lang="{language}"' in page for page in pages(language, cast))


def test_sentences_for_residents_are_short() -> None:
    catalogue = polib.pofile(str(ROOT / "casework/intake/locale/pl/LC_MESSAGES/django.po"))
    public = polib.pofile(str(ROOT / "casework/intake/locale/de/LC_MESSAGES/django.po"))
    shown = {entry.msgid for entry in public.translated_entries()}
    sentences = [
        sentence
        for entry in catalogue
        if entry.msgid in shown
        for sentence in re.split(r"(?<=[.?!:])\s", entry.msgstr)
    ]
    assert max(len(sentence.split()) for sentence in sentences) <= 15


def test_a_conversation_is_read_in_its_own_language(cast: Cast) -> None:
    conversation = make_report(language="uk")
    page = phone().post("/pl/return/", {"code": code_of(conversation)}).content.decode()
    assert 'lang="uk" dir="auto"' in page
