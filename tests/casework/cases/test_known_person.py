"""The form of a new case leads to a note, where its person turns out to be known."""

import pytest
from django.utils import timezone

from casework.cases.models import Case
from ostoja.access.door import revoke
from ostoja.access.permissions import Permission
from tests.casework.cases.situations import NAME, SUMMARY, form_data, make_case, need, url, words
from tests.casework.cases.test_opening_page import opening
from tests.cast import Cast, browser_of


def test_a_known_person_gets_a_note_of_what_was_typed(cast: Cast) -> None:
    known = make_case(cast)
    browser, sent = browser_of(cast.consultant), opening(person_name=NAME)
    page = browser.post(url("case_new"), sent).content.decode()
    note = url("case_note", known.pk)
    assert f'formaction="{note}"' in page and 'name="known_person"' in page
    assert f"add a note to {known.number}" in page
    written = browser.post(note, {**sent, "known_person": "1"})
    page = written.content.decode()
    assert written.status_code == 200 and "govuk-error" not in page
    assert sent["summary"] in page and not known.notes.exists()
    typed = {"text": sent["summary"], "visibility": "leading", "submission": sent["submission"]}
    assert browser.post(note, typed)["Location"] == url("case", known.pk)
    assert known.notes.get().text == sent["summary"] and Case.objects.count() == 1


def test_nothing_that_was_typed_is_lost_on_the_way_to_the_note(cast: Cast) -> None:
    known, browser = make_case(cast), browser_of(cast.consultant)
    sent = opening(person_name=NAME, phone="600 100 200", pesel="123", known_person="1")
    page = browser.post(url("case_note", known.pk), sent).content.decode()
    note = page.partition("<textarea")[2].partition("</textarea>")[0]
    for said in (SUMMARY, "Nie dzwonić.", "Age, if known: 34", "Urgency: ", str(need(1))):
        assert said in note
    for said in (NAME, "600 100 200", "123", "Osoba z ulicy"):
        assert said in page and said not in note


@pytest.mark.parametrize("value", ["", "\x00", "{{ 7 }}<b>", "9" * 5000])
def test_any_input_leads_to_a_note(cast: Cast, value: str) -> None:
    known, browser = make_case(cast), browser_of(cast.consultant)
    sent = dict.fromkeys(opening(), value) | {"known_person": "1"}
    answer = browser.post(url("case_note", known.pk), sent)
    assert answer.status_code == 200 and "<b>" not in answer.content.decode().partition("main")[2]


def test_no_note_is_offered_where_none_can_be_written(cast: Cast) -> None:
    known = make_case(cast)
    revoke(cast.centre.group, known, Permission.CASE_ANNOTATE)
    browser, sent = browser_of(cast.consultant), opening(person_name=NAME)
    page = browser.post(url("case_new"), sent).content.decode()
    assert url("case", known.pk) in page and "known_person" not in page
    answer = browser.post(url("case_note", known.pk), {**sent, "known_person": "1"})
    assert answer.status_code == 404


def test_nor_in_a_closed_case_nor_while_another_is_changed(cast: Cast) -> None:
    known, case = make_case(cast), make_case(cast, person_name="")
    browser = browser_of(cast.consultant)
    data = form_data(case, person_name=NAME)
    page = browser.post(url("case_edit", case.pk), data).content.decode()
    assert url("case", known.pk) in page and "known_person" not in page
    Case.objects.filter(pk=known.pk).update(state="closed", closed_at=timezone.now())
    page = browser.post(url("case_new"), opening(person_name=NAME)).content.decode()
    assert url("case", known.pk) in page and "known_person" not in page


def test_a_new_case_leads_to_a_note_already_while_typing(cast: Cast) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    assert f'data-people-alike-url="{url("people_alike")}?notes=1"' in words(browser, "case_new")
    for address, offered in (
        (url("people_alike"), False),
        (url("people_alike", notes=1), True),
    ):
        page = browser.post(address, {"person_name": NAME}).content.decode()
        assert url("case", case.pk) in page
        assert (url("case_note", case.pk) in page) == offered
