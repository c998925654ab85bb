"""Whatever is typed: a page in words, nothing lost, never an error of ours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.intake.budget import WRONG_CODES
from casework.intake.models import Message
from tests.casework.intake.reports import filled_form, phone

pytestmark = pytest.mark.usefixtures("gdansk")

# Lone surrogates cannot be sent by any client; test_public_contact sends their bytes.
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
