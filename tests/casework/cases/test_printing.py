"""The printout of a case: what was chosen, as far as one may read it, whole for a screen reader."""

import io
from typing import Any

import pypdf
import pytest
from django.test import Client

from casework.cases.actions import add_note
from casework.cases.models import Case
from ostoja.audit.models import AuditEvent
from ostoja.ui.printed import Document, Entry, Fact, Section, pdf_of
from tests.casework.cases.situations import NAME, SUMMARY, make_case, make_note, url, words
from tests.casework.cases.task_situations import make_task, share
from tests.casework.intake.test_printing import opened, tags
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def printed(browser: Client, case: Case, **chosen: Any) -> str:
    answer = browser.post(url("case_print", case.pk, language="pl"), chosen)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert NAME not in answer.headers["Content-Disposition"]
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_only_what_was_chosen_is_printed(cast: Cast, case: Case) -> None:
    make_note(cast, case, "Rozmowa o dzieciach.")
    make_task(cast, case)
    browser = browser_of(cast.consultant)
    assert "What is printed" in words(browser, "case_print", case.pk)
    text = printed(browser, case, parts=["about", "needs"])
    assert case.number in text and case.pseudonym in text
    for secret in (NAME, SUMMARY, "Rozmowa o dzieciach"):
        assert secret not in text
    everything = ["about", "person", "summary", "needs", "tasks", "ending", "referrals", "history"]
    text = printed(browser, case, parts=everything, notes=["everybody"])
    for wanted in (NAME, SUMMARY, "Rozmowa o dzieciach", "Zadzwonić do szkoły", "Historia"):
        assert wanted in text
    details = AuditEvent.objects.filter(verb="case.printed").latest("at").details
    assert details["notes"] == "everybody" and "person" in details["parts"].split(", ")


def test_who_printed_it_stands_on_each_page(cast: Cast, case: Case) -> None:
    make_note(cast, case, "Długa rozmowa. " * 900)
    browser = browser_of(cast.consultant)
    answer = browser.post(
        url("case_print", case.pk, language="pl"), {"parts": ["about"], "notes": ["everybody"]}
    )
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) > 2
    for page in reader.pages:
        text = " ".join(page.extract_text().split())
        assert str(cast.consultant.full_name) in text and cast.centre.name in text


def test_nobody_prints_what_they_may_not_read(cast: Cast, case: Case) -> None:
    share(cast, case)
    own: dict[str, Any] = {"group": cast.centre.group, "by": cast.consultant}
    submission = "8b8f7a0e-5b0e-4c58-9b6a-0b6e6f6f0001"
    add_note(submission=submission, case=case, text="Tylko dla nas.", visibility="own", **own)  # type: ignore[arg-type]
    partner = browser_of(cast.partner_worker)
    answer = partner.post(url("case_print", case.pk), {"parts": ["person"]})
    assert answer.status_code == 422
    circles = ["own", "leading", "everybody"]
    text = printed(partner, case, parts=["about", "history"], notes=circles)
    assert "Tylko dla nas" not in text and NAME not in text
    assert browser_of(cast.stranger).get(url("case_print", case.pk)).status_code == 404


def test_nothing_chosen_is_said(cast: Cast, case: Case) -> None:
    assert browser_of(cast.consultant).post(url("case_print", case.pk), {}).status_code == 422


def document(**changes: Any) -> Document:
    section = Section(
        "Notatki", [Fact("Kiedy", "wczoraj")], ["Dwa\nwiersze"], [Entry("a", "b", "c")]
    )
    given: dict[str, Any] = {
        "title": "Sprawa 1",
        "city": "Gdańsk",
        "footer": "Wydruk: A",
        "sections": [section],
        "language": "pl",
    }
    return Document(**{**given, **changes})


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_a_document_says_how_to_read_it(language: str) -> None:
    reader = opened(pdf_of(document(language=language)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    kinds = [one["/S"] for one in tags(root["/StructTreeRoot"]["/K"])]
    assert kinds.count("/H1") == 1 and "/H2" in kinds and "/H3" in kinds and "/P" in kinds


@pytest.mark.parametrize(
    "words", ["😀", "\u202e\u200b", "日本", "#eval(1)", "$x$ \\ *b*", "\x07", "ó"]
)
def test_strange_words_are_printed_as_words(words: str) -> None:
    reader = opened(pdf_of(document(sections=[Section("a", texts=[f"początek {words} koniec"])])))
    text = reader.pages[0].extract_text()
    assert "początek" in text and "koniec" in text
