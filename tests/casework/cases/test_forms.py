"""Forms of cases: what is kept, what is refused, and that nothing typed is ever lost."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.actions import change_case
from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, Note
from tests.casework.cases.situations import NAME, SUMMARY, form_data, make_case, need, url, words
from tests.cast import Cast, browser_of

HOSTILE = [
    "\x00",
    "Zażółć\x00gęślą",
    "a" * 20_001,
    "\u202e\u202e\u202e",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
    "<script>",
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def test_a_case_is_changed(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    assert SUMMARY in words(browser, "case_edit", case.pk)
    sent = form_data(case, urgency="immediate", needs=[str(need(0).pk), str(need(2).pk)], age="")
    page = browser.post(url("case_edit", case.pk), sent, follow=True).content.decode()
    assert "The case was changed." in page and "immediate: now" in page
    case.refresh_from_db()
    assert (case.version, case.age, case.needs.count()) == (2, None, 2)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Somebody changed this"), ("pl", "Ktoś zmienił to")]
)
def test_the_second_of_two_people_sees_both_versions_and_can_save(
    cast: Cast, case: Case, language: str, told: str
) -> None:
    sent = form_data(case, summary="Moja wersja, długo pisana.")
    facts = {"summary": "Wersja koleżanki.", "urgency": "urgent"}
    change_case(case=case, version=1, needs=[need(0), need(1)], by=cast.colleague, **facts)
    browser = browser_of(cast.consultant)
    answer = browser.post(url("case_edit", case.pk, language=language), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    assert "Moja wersja, długo pisana." in page and "Wersja koleżanki." in page
    assert str(need(1).name) in page and 'name="version" value="2"' in page
    assert browser.post(url("case_edit", case.pk), {**sent, "version": 2}).status_code == 302
    case.refresh_from_db()
    assert case.summary == "Moja wersja, długo pisana."


@pytest.mark.parametrize(
    "wrong",
    [
        {"needs": []},
        {"needs": [str(uuid4())]},
        {"needs": ["x\x00"]},
        {"urgency": "now!"},
        {"age": "121"},
        {"age": "-1"},
        {"age": "dwa"},
        {"language": "xx"},
        {"accessibility": ["wings"]},
        {"version": "x"},
        {"version": "9" * 40},
        {"pseudonym": ""},
        {"pseudonym": "a" * 61},
        {"person_name": "b" * 151},
        {"contact_rules": "c" * 2_001},
        *({"summary": text} for text in HOSTILE[:3]),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(
    cast: Cast, case: Case, wrong: dict[str, Any]
) -> None:
    sent = form_data(case, **{"person_name": "Ala Zmyślona", **wrong})
    answer = browser_of(cast.consultant).post(url("case_edit", case.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in page and "<title>Error:" in page.replace("\n", "")
    assert sent["person_name"] in page
    case.refresh_from_db()
    assert (case.version, case.person_name) == (1, NAME)


@pytest.mark.parametrize("text", HOSTILE[3:])
def test_strange_but_storable_text_is_kept_and_shown_as_text(
    cast: Cast, case: Case, text: str
) -> None:
    browser = browser_of(cast.consultant)
    answer = browser.post(url("case_edit", case.pk), form_data(case, summary=text), follow=True)
    assert answer.status_code == 200
    case.refresh_from_db()
    assert case.summary == text and "<script>\n" not in answer.content.decode()
    assert "49" not in answer.content.decode().partition("What happened")[2][:300]


def test_a_need_that_was_worked_on_cannot_be_left_out(cast: Cast, case: Case) -> None:
    case.needs.update(state=NeedState.MET)
    sent = form_data(case, needs=[str(need(1).pk)])
    answer = browser_of(cast.consultant).post(url("case_edit", case.pk), sent)
    assert answer.status_code == 422 and "stays in the case" in answer.content.decode()


# Notes


def test_a_note_sent_twice_is_one(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    assert "Add a note" in words(browser, "case_note", case.pk)
    sent = {"text": "Rozmowa\ndruga linia", "visibility": "leading", "submission": str(uuid4())}
    browser.post(url("case_note", case.pk), sent)
    page = browser.post(url("case_note", case.pk), sent, follow=True).content.decode()
    assert "The note was added." in page and "Rozmowa<br>druga linia" in page
    assert "consultant person, Ośrodek kryzysowy" in page
    assert Note.objects.count() == 1


def test_the_id_of_another_note_is_refused_with_the_text_kept(cast: Cast, case: Case) -> None:
    sent = {"text": "Pierwsza", "visibility": "leading", "submission": str(uuid4())}
    browser = browser_of(cast.consultant)
    browser.post(url("case_note", case.pk), sent)
    other = make_case(cast)
    answer = browser.post(url("case_note", other.pk), {**sent, "text": "Druga"})
    assert answer.status_code == 422 and "Druga" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "\x00"},
        {"text": "a" * 20_001},
        {"visibility": "all"},
        {"visibility": ""},
    ],
)
def test_a_note_that_cannot_be_taken_is_told(cast: Cast, case: Case, wrong: dict[str, str]) -> None:
    sent = {"text": "Notatka", "visibility": "own", "submission": str(uuid4()), **wrong}
    answer = browser_of(cast.consultant).post(url("case_note", case.pk), sent)
    assert answer.status_code == 422 and not Note.objects.exists()


@pytest.mark.parametrize("submission", ["", "1234", "\x00"])
def test_a_note_whose_id_is_spoilt_is_kept(cast: Cast, case: Case, submission: str) -> None:
    sent = {"text": "Notatka", "visibility": "own", "submission": submission}
    assert browser_of(cast.consultant).post(url("case_note", case.pk), sent).status_code == 302
    assert Note.objects.get().text == "Notatka"


@pytest.mark.parametrize("version", ["", "x", "9" * 40])
def test_a_change_whose_version_is_spoilt_can_be_saved_once_more(
    cast: Cast, case: Case, version: str
) -> None:
    browser, address = browser_of(cast.consultant), url("case_edit", case.pk)
    sent = form_data(case, summary="Nowe słowa.", version=version)
    answer = browser.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Somebody changed this" in page and SUMMARY in page
    sent["version"] = answer.context["form"]["version"].value()
    assert browser.post(address, sent).status_code == 302
    case.refresh_from_db()
    assert case.summary == "Nowe słowa."


@pytest.mark.parametrize("spoilt", ["", "x"])
def test_a_closing_whose_unseen_fields_are_spoilt_can_be_sent_once_more(
    cast: Cast, case: Case, spoilt: str
) -> None:
    browser, address = browser_of(cast.consultant), url("case_close", case.pk)
    sent = {"how_it_ended": "Koniec.", "outcome": "helped", f"need_{case.needs.get().pk}": "met"}
    answer = browser.post(address, {**sent, "version": spoilt, "submission": spoilt})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["__all__"] and form["how_it_ended"].value() == "Koniec."
    sent["version"] = form["version"].value()
    assert browser.post(address, sent).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


# Needs and the end


def test_a_need_is_settled_and_opened_again(cast: Cast, case: Case) -> None:
    one = case.needs.get()
    browser = browser_of(cast.consultant)
    page = words(browser, "need_settle", case.pk, one.pk)
    assert "there is no such help in the city" in page
    address = url("need_settle", case.pk, one.pk)
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"answer": "nonsense"}).status_code == 422
    browser.post(address, {"answer": "no_service"})
    assert case.needs.get().state == NeedState.UNMET
    assert "open it again" in words(browser, "need_settle", case.pk, one.pk)
    page = browser.post(address, {"answer": "met"}, follow=True).content.decode()
    assert "is not open, so nothing was changed" in page
    browser.post(address, {"reopen": "yes"})
    assert case.needs.get().state == NeedState.OPEN


def test_a_need_of_another_case_is_absent(cast: Cast, case: Case) -> None:
    other = make_case(cast).needs.get()
    browser = browser_of(cast.consultant)
    assert browser.get(url("need_settle", case.pk, other.pk)).status_code == 404


def test_a_case_is_closed_and_then_stays_as_it_is(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    one = case.needs.get()
    page = words(browser, "case_close", case.pk)
    assert f"What became of the need: {one}" in page
    ending = {"how_it_ended": "Bezpieczna.", "outcome": "helped"}
    sent = {"version": "1", "submission": str(uuid4()), **ending}
    answer = browser.post(url("case_close", case.pk), sent)
    assert answer.status_code == 422 and "Bezpieczna." in answer.content.decode()
    sent[f"need_{one.pk}"] = "met"
    page = browser.post(url("case_close", case.pk), sent, follow=True).content.decode()
    assert "The case is closed." in page and "Bezpieczna." in page
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
    for name in ("case_edit", "case_close"):
        page = browser.get(url(name, case.pk), follow=True).content.decode()
        assert "cannot be changed" in page
    page = words(browser, "case", case.pk)
    assert "Change the case" not in page and "Add a note" in page
    answer = browser.post(url("case_edit", case.pk), form_data(case))
    assert answer.status_code == 422 and "is closed" in answer.content.decode()


def test_closing_over_somebody_elses_change_is_told_with_the_words_kept(
    cast: Cast, case: Case
) -> None:
    one = case.needs.get()
    change_case(case=case, version=1, needs=[need(0)], urgency="urgent", by=cast.colleague)
    ending = {"how_it_ended": "Długie słowa.", "outcome": "helped"}
    sent = {"version": "1", "submission": str(uuid4()), **ending}
    answer = browser_of(cast.consultant).post(
        url("case_close", case.pk), {**sent, f"need_{one.pk}": "met"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Somebody changed this" in page
    assert "Długie słowa." in page and 'name="version" value="2"' in page
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
