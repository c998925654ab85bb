"""Forms that come twice: after a double click, or changed after "back". Nothing typed is lost."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from casework.cases.actions import change_case, close_case
from casework.cases.models import Case, Note
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import form_data, make_case, need, url
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.mark.parametrize("change", [{"text": "Druga wersja"}, {"visibility": "own"}])
def test_a_note_changed_after_going_back_is_told_and_can_be_added_too(
    cast: Cast, case: Case, change: dict[str, str]
) -> None:
    browser, address = browser_of(cast.consultant), url("case_note", case.pk)
    sent = {"text": "Pierwsza", "visibility": "leading", "submission": str(uuid4())}
    browser.post(address, sent)
    answer = browser.post(address, {**sent, **change})
    assert answer.status_code == 422 and "as you first wrote it" in answer.content.decode()
    form = answer.context["form"]
    assert form["text"].value() == {**sent, **change}["text"]
    fresh = form["submission"].value()
    assert UUID(fresh) != UUID(sent["submission"])
    assert browser.post(address, {**sent, **change, "submission": fresh}).status_code == 302
    assert Note.objects.count() == 2


def test_a_case_changed_by_a_double_click_is_changed_once(cast: Cast, case: Case) -> None:
    browser, sent = browser_of(cast.consultant), form_data(case, urgency="immediate")
    for _ in range(2):
        assert browser.post(url("case_edit", case.pk), sent).status_code == 302
    assert AuditEvent.objects.filter(verb="case.changed").count() == 1


def closing(case: Case, **changes: Any) -> dict[str, Any]:
    needs = {f"need_{one.pk}": "met" for one in case.needs.all()}
    return {
        "version": str(case.version),
        "submission": str(uuid4()),
        "how_it_ended": "Osoba jest bezpieczna.",
        "outcome": "helped",
        **needs,
        **changes,
    }


def test_a_case_closed_by_a_double_click_is_closed_once(cast: Cast, case: Case) -> None:
    browser, sent = browser_of(cast.consultant), closing(case)
    for _ in range(2):
        page = browser.post(url("case_close", case.pk), sent, follow=True).content.decode()
        assert "The case is closed." in page
    assert Note.objects.count() == 1
    assert AuditEvent.objects.filter(verb="case.closed").count() == 1


def test_who_closes_a_moment_after_a_colleague_keeps_the_words(cast: Cast, case: Case) -> None:
    sent = closing(case, how_it_ended="Moje długie słowa.")
    close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koleżanka była szybsza.",
        group=cast.centre.group,
        by=cast.colleague,
    )
    browser = browser_of(cast.consultant)
    answer = browser.post(url("case_close", case.pk), sent)
    assert answer.status_code == 422 and "Moje długie słowa." in answer.content.decode()
    answer = browser.post(url("case_close", case.pk), {**sent, "version": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "This case is closed" in page
    assert "Moje długie słowa." in page


def test_settling_a_need_says_so(cast: Cast, case: Case) -> None:
    one = case.needs.get()
    address = url("need_settle", case.pk, one.pk)
    page = browser_of(cast.consultant).post(address, {"answer": "met"}, follow=True)
    assert f"Saved. {one}: met." in page.content.decode()


def test_opening_a_need_again_twice_is_once(cast: Cast, case: Case) -> None:
    one = case.needs.get()
    browser, address = browser_of(cast.consultant), url("need_settle", case.pk, one.pk)
    browser.post(address, {"answer": "met"})
    for _ in range(2):
        browser.post(address, {"reopen": "yes"})
    assert AuditEvent.objects.filter(verb="need.reopened").count() == 1


def test_a_need_that_is_with_a_partner_is_told_before_anything_is_pressed(
    cast: Cast, case: Case
) -> None:
    one = case.needs.get()
    case.needs.update(state="referred")
    browser = browser_of(cast.consultant)
    page = browser.get(url("need_settle", case.pk, one.pk), follow=True).content.decode()
    assert "A partner works on this need now." in page


def test_the_second_of_two_different_changes_is_still_told(cast: Cast, case: Case) -> None:
    sent = form_data(case, urgency="immediate")
    change_case(case=case, version=1, needs=[need(0)], urgency="routine", by=cast.colleague)
    assert browser_of(cast.consultant).post(url("case_edit", case.pk), sent).status_code == 422
