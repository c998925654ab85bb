"""The list of cases and the page of one, as people with different roles open them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from casework.cases.access import COORDINATES
from casework.cases.actions import add_note
from casework.cases.choices import NeedState, NoteVisibility
from casework.cases.models import Case
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.cases.situations import (
    NAME,
    RULES,
    SUMMARY,
    make_case,
    make_note,
    need,
    shown,
    url,
    words,
)
from tests.cast import Cast, browser_of

PAGES = ["case", "case_edit", "case_note", "case_close"]
LISTS = ["cases", "case_new"]


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def let_partner_in(cast: Cast, case: Case) -> None:
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)


# The list


def test_the_list_names_nobody(cast: Cast, case: Case) -> None:
    page = words(browser_of(cast.consultant), "cases")
    assert case.number in page and "Osoba A" in page
    assert NAME not in page and SUMMARY not in page and RULES not in page
    assert "1 case, overdue first." in page


def test_an_empty_list_says_what_will_stand_there(cast: Cast) -> None:
    make_case(cast)
    assert "No cases here" in words(browser_of(cast.stranger), "cases")
    assert "Nie ma tu spraw" in words(browser_of(cast.stranger), "cases", language="pl")


@pytest.mark.parametrize(
    "query",
    ["?state=closed", "?state=nonsense", "?urgency=%00", "?page=999", "?page=x", "?mine=on"],
)
def test_the_list_takes_any_query(cast: Cast, case: Case, query: str) -> None:
    assert browser_of(cast.consultant).get(url("cases") + query).status_code == 200


def test_the_list_asks_the_same_however_long_it_is(
    cast: Cast, case: Case, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(30):
        make_case(cast)
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(10):
        page = browser.get(url("cases"))
    assert page.content.decode().count("<tr ") == 26
    Case.objects.update(worker=None)
    with django_assert_max_num_queries(10):
        page = browser.get(url("cases"))
    assert page.content.decode().count("nobody works on it yet") == 25


def test_the_list_shows_what_nobody_works_on_to_those_who_could_take_it(
    cast: Cast, case: Case
) -> None:
    held = make_case(cast, pseudonym="Osoba B")
    Case.objects.filter(pk=case.pk).update(worker=None)
    let_partner_in(cast, case)
    page = shown(browser_of(cast.colleague), url("cases", nobodys="on"))
    assert case.number in page and held.pseudonym not in page
    assert page.count("nobody works on it yet") == 1
    assert "nobody works on it yet" not in words(browser_of(cast.partner_worker), "cases")
    assert "No case fits" in shown(browser_of(cast.partner_worker), url("cases", nobodys="on"))


# One case


def test_the_lead_sees_all_of_a_case(cast: Cast, case: Case) -> None:
    page = words(browser_of(cast.consultant), "case", case.pk)
    for text in (SUMMARY, NAME, RULES, case.number, str(need(0).name), "34", "Polish"):
        assert text in page
    for button in ("Add a note", "Change the case", "Close the case"):
        assert button in page
    assert page.count("More that you can do with this case") == 1
    assert AuditEvent.objects.filter(verb="case.seen", actor_id=cast.consultant.pk).count() == 1


def test_a_supervisor_reads_along_and_changes_nothing(cast: Cast, case: Case) -> None:
    page = words(browser_of(cast.supervisor), "case", case.pk)
    assert SUMMARY in page and "Add a note" in page
    assert "Change the case" not in page and "Close the case" not in page


def test_a_partner_sees_no_more_than_was_shared(cast: Cast, case: Case) -> None:
    let_partner_in(cast, case)
    browser = browser_of(cast.partner_worker)
    page = words(browser, "case", case.pk)
    assert SUMMARY not in page and NAME not in page and RULES not in page
    assert "No need of this case is with your organisation now." in page
    grant(cast.partner.group, case, Permission.CASE_SUMMARY)
    assert SUMMARY in words(browser, "case", case.pk)
    grant(cast.partner.group, case, Permission.CASE_PERSON)
    page = words(browser, "case", case.pk)
    assert NAME in page and RULES in page


def test_a_case_without_a_worker_can_be_taken(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(worker=None)
    browser = browser_of(cast.colleague)
    assert "Take the case" in words(browser, "case", case.pk)
    page = browser.post(url("case_take", case.pk), {"instead_of": ""}, follow=True)
    text = page.content.decode()
    assert "You work on this case now." in text and "Take the case" not in text
    assert browser.get(url("case_take", case.pk)).status_code == 302


def test_one_case_asks_the_same_however_much_happened(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    case = make_case(cast, needs=[need(position) for position in range(6)])
    for number in range(15):
        make_note(cast, case, f"n{number}")
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(30):
        browser.get(url("case", case.pk))


@pytest.mark.parametrize("who", ["stranger", "administrator", "officer", "analyst", "member"])
def test_for_others_a_case_does_not_exist(cast: Cast, case: Case, who: str) -> None:
    browser, nowhere = browser_of(getattr(cast, who)), uuid4()
    for name in (*PAGES, "case_hand_over"):
        there, absent = (browser.get(url(name, pk)) for pk in (case.pk, nowhere))
        assert there.status_code == browser.post(url(name, case.pk), {}).status_code == 404
        shown = there.content.replace(str(case.pk).encode(), str(nowhere).encode())
        assert shown == absent.content


@pytest.mark.parametrize("name", ["case_edit", "case_close"])
def test_a_partner_that_works_on_a_case_neither_changes_nor_closes_it(
    cast: Cast, case: Case, name: str
) -> None:
    let_partner_in(cast, case)
    assert browser_of(cast.partner_worker).get(url(name, case.pk)).status_code == 404


def test_nothing_of_a_case_is_on_another_citys_host(cast: Cast, case: Case) -> None:
    for slug in ("gdynia", "slupsk", "elblag"):
        browser = browser_of(cast.consultant)
        browser.defaults["HTTP_HOST"] = f"{slug}.localhost"
        for name in PAGES:
            answer = browser.get(url(name, case.pk), follow=True)
            assert case.number not in answer.content.decode()
        with entered(slug):
            assert not Case.objects.exists()


@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_without_signing_in_one_is_asked_to(cast: Cast, case: Case, name: str) -> None:
    args = [] if name in LISTS else [case.pk]
    answer = browser_of(None).get(url(name, *args))
    assert answer.status_code == 302 and "/staff/sign-in/" in answer["Location"]


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_every_page_speaks_the_language_of_its_address(
    cast: Cast, case: Case, name: str, language: str
) -> None:
    page = words(
        browser_of(cast.consultant),
        name,
        *([] if name in LISTS else [case.pk]),
        language=language,
    )
    assert f'<html lang="{language}"' in page
    assert ("Sprawy" in page) == (language == "pl")


# What is left to do


def test_once_all_needs_are_met_the_page_says_so_and_closing_comes_first(
    cast: Cast, case: Case
) -> None:
    assert "All needs are met" not in words(browser_of(cast.consultant), "case", case.pk)
    case.needs.update(state=NeedState.MET)
    page = words(browser_of(cast.consultant), "case", case.pk)
    assert "All needs are met. Tell the person, and then you can close the case." in page
    answer = browser_of(cast.consultant).get(url("case", case.pk))
    assert str(answer.context["buttons"][0].label) == "Close the case"
    case.needs.update(state=NeedState.UNMET)
    assert "No need is open any more." in words(browser_of(cast.consultant), "case", case.pk)


def test_who_cannot_close_the_case_is_not_told_to(cast: Cast, case: Case) -> None:
    case.needs.update(state=NeedState.MET)
    for person in (cast.supervisor,):
        assert "All needs are met" not in words(browser_of(person), "case", case.pk)
    let_partner_in(cast, case)
    assert "All needs are met" not in words(browser_of(cast.partner_worker), "case", case.pk)


def test_a_closed_case_and_one_without_needs_give_no_hint(cast: Cast, case: Case) -> None:
    case.needs.update(state=NeedState.MET)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=case.opened_at)
    assert "All needs are met" not in words(browser_of(cast.consultant), "case", case.pk)
    empty = make_case(cast, needs=[])
    assert "then you can close" not in words(browser_of(cast.consultant), "case", empty.pk)


def test_who_reads_a_note_is_said_in_the_readers_own_words(cast: Cast, case: Case) -> None:
    grant(cast.coordinating.group, case, *COORDINATES)
    add_note(
        submission=uuid4(),
        case=case,
        text="Do ustalenia",
        visibility=NoteVisibility.LEADING,
        group=cast.centre.group,
        by=cast.consultant,
    )
    make_note(cast, case, "Dla wszystkich")
    own = words(browser_of(cast.colleague), "case", case.pk)
    assert "read by: my organisation, the lead and the coordinator" in own
    others = words(browser_of(cast.coordinator), "case", case.pk)
    assert "read by: Ośrodek kryzysowy, the lead and the coordinator" in others
    assert "my organisation" not in others
    assert "read by: everybody who works on the case" in others
