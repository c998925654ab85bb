"""Opening a case without a report, for a person who came in or telephoned."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from casework.cases.actions import change_case
from casework.cases.models import Case
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import SUMMARY, make_case, need, shown, url, words
from tests.cast import Cast, browser_of


def opening(**changes: Any) -> dict[str, Any]:
    """What the form sends."""
    data: dict[str, Any] = {
        "pseudonym": "Osoba z ulicy",
        "summary": SUMMARY,
        "needs": [str(need(0).pk), str(need(1).pk)],
        "urgency": "urgent",
        "phase": "intervention",
        "age": "34",
        "language": "uk",
        "accessibility": ["pjm"],
        "person_name": "",
        "contact_rules": "Nie dzwonić.",
        "submission": str(uuid4()),
    }
    return {**data, **changes}


@pytest.mark.parametrize(
    ("who", "body"), [("consultant", "centre"), ("coordinator", "coordinating")]
)
def test_a_case_is_opened_for_whoever_came_in(cast: Cast, who: str, body: str) -> None:
    person, lead = getattr(cast, who), getattr(cast, body)
    browser = browser_of(person)
    assert url("case_new") in words(browser, "cases")
    assert f"led by {lead.name}" in words(browser, "case_new")
    page = browser.post(url("case_new"), opening(), follow=True).content.decode()
    assert "The case has been opened." in page and SUMMARY in page
    case = Case.objects.get()
    assert (case.lead, case.worker, case.age, case.language) == (lead, person, 34, "uk")
    assert (case.accessibility, case.contact_rules, case.needs.count()) == (
        ["pjm"],
        "Nie dzwonić.",
        2,
    )
    event = AuditEvent.objects.get(verb="case.opened")
    assert (event.actor_id, event.subject_id) == (person.pk, str(case.pk))


@pytest.mark.parametrize("who", ["supervisor", "partner_worker", "administrator", "member"])
def test_others_open_none_and_are_shown_no_way_to(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(url("case_new")).status_code == 404
    assert browser.post(url("case_new"), opening()).status_code == 404
    listing = browser.get(url("cases"))
    assert url("case_new") not in listing.content.decode()
    assert not Case.objects.exists()


def test_the_same_form_sent_twice_opens_one_case(cast: Cast) -> None:
    browser, sent = browser_of(cast.consultant), opening()
    answers = [browser.post(url("case_new"), sent) for _ in range(2)]
    case = Case.objects.get()
    assert {answer["Location"] for answer in answers} == {url("case", case.pk)}


@pytest.mark.parametrize("untidy", [{"summary": " Wiersz\r\ndrugi  "}, {"age": " 34 "}])
def test_untidy_typing_sent_twice_is_no_change(cast: Cast, untidy: dict[str, str]) -> None:
    browser, sent = browser_of(cast.consultant), opening(**untidy)
    assert [browser.post(url("case_new"), sent).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("language", "told"), [("en", "You have opened this case already."), ("pl", "już otwarta")]
)
def test_what_was_changed_after_going_back_is_kept_to_be_saved_into_the_case(
    cast: Cast, language: str, told: str
) -> None:
    browser, sent = browser_of(cast.consultant), opening()
    browser.post(url("case_new"), sent)
    case = Case.objects.get()
    change_case(case=case, version=1, needs=[need(0)], urgency="immediate", by=cast.colleague)
    again = {**sent, "summary": "Dopisane po powrocie."}
    answer = browser.post(url("case_new", language=language), again)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    assert "Dopisane po powrocie." in page and SUMMARY in page
    address = url("case_edit", case.pk, language=language)
    assert f'action="{address}"' in page and 'name="version" value="2"' in page
    assert browser.post(address, {**again, "version": "2"}).status_code == 302
    case.refresh_from_db()
    assert case.summary == "Dopisane po powrocie." and Case.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"pseudonym": ""},
        {"summary": ""},
        {"summary": "\x00"},
        {"needs": []},
        {"urgency": ""},
        {"age": "200"},
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    answer = browser_of(cast.consultant).post(url("case_new"), opening(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "Nie dzwonić." in page and not Case.objects.exists()


def test_the_id_of_another_bodys_form_opens_nothing(cast: Cast) -> None:
    sent = opening()
    browser_of(cast.coordinator).post(url("case_new"), sent)
    answer = browser_of(cast.consultant).post(url("case_new"), sent)
    assert (
        answer.status_code == 422 and "already used for something else" in answer.content.decode()
    )
    assert Case.objects.count() == 1


def test_who_acts_for_several_bodies_says_which_one_leads(cast: Cast) -> None:
    group = cast.coordinating.group
    Membership.objects.create(user=cast.consultant, role=Role.COORDINATOR, group=group)
    browser = browser_of(cast.consultant)
    page = words(browser, "case_new")
    assert "Who will lead the case" in page and cast.coordinating.name in page
    assert cast.partner.name not in page
    answer = browser.post(url("case_new"), opening())
    assert answer.status_code == 422
    assert browser.post(url("case_new"), opening(lead=str(cast.partner.pk))).status_code == 422
    browser.post(url("case_new"), opening(lead=str(cast.coordinating.pk)))
    assert Case.objects.get().lead == cast.coordinating


def test_the_page_asks_little(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(8):
        shown(browser, url("case_new"))


def test_who_it_is_about_is_asked_first_and_right_below_whether_one_knows_them(cast: Cast) -> None:
    make_case(cast)
    browser = browser_of(cast.consultant)
    page = browser.get(url("case_new")).content.decode()
    order = ["id_person_name", "id_phone", "id_pesel", "data-people-alike-url", "id_summary"]
    assert sorted(order, key=page.index) == order
    assert "data-people-alike-case" not in page and page.count("data-people-alike-url") == 1
    asked = browser.post(url("case_new"), opening(person_name="Janina Zmyślona")).content.decode()
    order = ['id="id_pesel', "data-people-alike>", 'id="id_summary', 'id="id_contact_rules']
    assert sorted(order, key=asked.index) == order


def test_the_form_that_changes_a_case_says_which_one_it_is(cast: Cast) -> None:
    case = make_case(cast)
    page = browser_of(cast.consultant).get(url("case_edit", case.pk)).content.decode()
    assert f'data-people-alike-case="{case.pk}"' in page
