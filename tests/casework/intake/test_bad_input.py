"""Whatever is typed: a page in words, nothing lost, never an error of ours."""

import re
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation, Message
from casework.intake.public.questions import WordsQuestion
from tests.casework.intake.reports import filled_form, phone

pytestmark = pytest.mark.usefixtures("gdansk")

# Lone surrogates cannot be sent by any client; their bytes are sent below.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
GENERATED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@GENERATED
@given(text=WORDS)
def test_any_words_are_kept_or_shown_again(text: str) -> None:
    Message.objects.all().delete()
    answer = phone().post("/pl/contact/", filled_form(text))
    wanted = text.replace("\r\n", "\n").strip()
    if not wanted or "\x00" in wanted:
        assert answer.status_code == 422
        assert not Message.objects.exists()
    else:
        assert answer.status_code == 200
        assert Message.objects.get().text == wanted


@GENERATED
@given(submission=WORDS, made_at=WORDS, entry_point=WORDS, subject=WORDS)
def test_no_envelope_stops_a_report(
    submission: str, made_at: str, entry_point: str, subject: str
) -> None:
    fields = {"submission": submission, "made_at": made_at, "entry_point": entry_point}
    answer = phone().post("/pl/contact/", {"text": "x", "subject": subject, **fields})
    assert answer.status_code == 200


@GENERATED
@given(code=WORDS, text=WORDS, submission=WORDS)
def test_any_code_is_answered_in_words(code: str, text: str, submission: str) -> None:
    WRONG_CODES.forget()
    form = {"code": code, "text": text, "submission": submission}
    assert phone().post("/pl/return/", form).status_code == 422


@GENERATED
@given(path=WORDS.filter(lambda path: "/" not in path and path not in {"", ".", ".."}))
def test_any_address_of_a_code_leads_to_the_form(path: str) -> None:
    from urllib.parse import quote

    answer = phone().get(f"/q/{quote(path)}")
    assert answer.status_code == 404
    assert 'href="tel:112"' in answer.content.decode()


@GENERATED
@given(query=st.dictionaries(st.sampled_from(["e", "page", "x"]), WORDS))
def test_any_query_shows_the_form(query: dict[str, str]) -> None:
    assert phone().get("/pl/contact/", query).status_code == 200


CANNOT_BE_SAVED = {
    "pl": "Niektórych znaków w tym tekście nie da się zapisać.",
    "en": "Some characters in this text cannot be saved.",
    "de": "Einige Zeichen in diesem Text",
    "uk": "Деякі символи в цьому тексті",
}


@pytest.mark.parametrize("language", CANNOT_BE_SAVED)
def test_a_null_character_is_told_in_words_and_nothing_is_lost(language: str) -> None:
    form = filled_form("Boję się\x00 wrócić", age="minor", entry_point="HWP7K3")
    answer = phone().post(f"/{language}/contact/", form)
    text = answer.content.decode()
    assert answer.status_code == 422 and CANNOT_BE_SAVED[language] in text
    assert "Boję się\N{REPLACEMENT CHARACTER} wrócić" in text
    assert form["submission"] in text and form["made_at"] in text and "HWP7K3" in text
    assert 'name="age" value="minor"' in text
    assert not Conversation.objects.exists()


def test_half_a_character_is_told_in_words_and_nothing_is_lost() -> None:
    """Bytes that are no UTF-8 arrive as signs of a mistake, which can be kept and read."""
    form = filled_form()
    body = f"text=abc%ED%A0%80def&submission={form['submission']}&made_at={form['made_at']}"
    kind = "application/x-www-form-urlencoded"
    answer = phone().post("/pl/contact/", body, content_type=kind)
    assert answer.status_code == 200
    kept = Message.objects.get().text
    assert re.fullmatch("abc\N{REPLACEMENT CHARACTER}+def", kept)
    assert Conversation.objects.get().submission == UUID(form["submission"])


def test_a_lone_surrogate_is_refused_by_the_form_itself() -> None:
    form = WordsQuestion({"text": "abc\ud800def"})
    assert not form.is_valid()
    assert "abc\N{REPLACEMENT CHARACTER}def" in str(form["text"])


@pytest.mark.parametrize("spoilt", ["%ED%A0%80", "%00", "%F0%9F%92%A9", "x" * 5_000, ""])
def test_an_envelope_that_was_spoilt_stops_nothing_and_loses_nothing(spoilt: str) -> None:
    kind = "application/x-www-form-urlencoded"
    hidden = "&".join(f"{name}={spoilt}" for name in ("submission", "made_at", "entry_point"))
    kept = phone().post("/pl/contact/", f"text=Pomocy&{hidden}", content_type=kind)
    assert kept.status_code == 200 and kept.context["code"]
    assert Message.objects.get().text == "Pomocy"
    refused = phone().post("/pl/contact/", f"text=a%00b&{hidden}", content_type=kind)
    assert refused.status_code == 422
    assert "a\N{REPLACEMENT CHARACTER}b" in refused.content.decode()
