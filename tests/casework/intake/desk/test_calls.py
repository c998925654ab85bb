"""A call for help stands above every page of a supervisor, and above nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.intake import actions
from casework.intake.desk.calls import calls_for, is_called
from casework.intake.models import Conversation, HelpCall
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.ui.city import forget
from tenants.profile.models import CityProfile
from tests.casework.intake.reports import make_report, page_of
from tests.cast import Cast, browser_of, make_person

PAGES = ("/pl/staff/", "/pl/staff/cases/", "/pl/staff/account/", "/pl/staff/notifications/")
ROWS = "/pl/staff/pressing/"
CALLS = "prosi teraz o pomoc"


@pytest.fixture
def called(cast: Cast, report: Conversation) -> HelpCall:
    """The consultant asks for help."""
    return actions.call_for_help(conversation=report, by=cast.consultant)


def shown(user: User, path: str = ROWS) -> str:
    return browser_of(user).get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_it_stands_on_every_page_without_javascript_too(
    cast: Cast, called: HelpCall, path: str
) -> None:
    text = shown(cast.supervisor, path)
    assert f"{cast.consultant.full_name} {CALLS}" in text
    assert page_of(called.conversation) in text


@pytest.mark.parametrize(
    "who", ["consultant", "coordinator", "partner_worker", "administrator", "officer", "analyst"]
)
def test_nobody_else_has_it(cast: Cast, called: HelpCall, who: str) -> None:
    assert CALLS not in shown(getattr(cast, who), "/pl/staff/account/")
    assert CALLS not in shown(getattr(cast, who))


@pytest.mark.parametrize("who", ["administrator", "officer", "analyst"])
def test_for_whom_nothing_comes_there_is_no_box_and_there_are_no_rows(cast: Cast, who: str) -> None:
    assert "data-pressing" not in shown(getattr(cast, who), "/pl/staff/account/")
    assert browser_of(getattr(cast, who)).get(ROWS).status_code == 404


def test_a_box_waits_where_nobody_calls(cast: Cast) -> None:
    text = shown(cast.supervisor, "/pl/staff/account/")
    assert 'data-pressing="/pl/staff/pressing/"' in text and CALLS not in text


def test_the_rows_are_no_page(cast: Cast, called: HelpCall) -> None:
    text = shown(cast.supervisor)
    assert text.count("data-row=") == 1 and "<html" not in text and "<script" not in text


def test_it_goes_when_somebody_comes(cast: Cast, called: HelpCall) -> None:
    actions.say_coming(conversation=called.conversation, by=cast.supervisor)
    assert calls_for(cast.supervisor) == []


def test_a_call_in_a_closed_conversation_is_over(cast: Cast, called: HelpCall) -> None:
    row = Conversation.objects.get(pk=called.conversation_id)
    actions.close(conversation=row, version=row.version, by=cast.consultant)
    assert CALLS not in shown(cast.supervisor)


def test_after_twelve_hours_it_is_no_call_for_help_now(cast: Cast, called: HelpCall) -> None:
    for hours, number in ((11, 1), (13, 0)):
        HelpCall.objects.update(asked_at=timezone.now() - timedelta(hours=hours))
        assert len(calls_for(cast.supervisor)) == number


def test_ones_own_call_is_for_the_others(cast: Cast, report: Conversation) -> None:
    other = make_person(Role.SUPERVISOR, cast.centre, "second@city.example")
    actions.call_for_help(conversation=report, by=cast.supervisor)
    assert calls_for(cast.supervisor) == []
    assert len(calls_for(other)) == 1


def test_the_first_who_called_stands_first(cast: Cast, called: HelpCall) -> None:
    later = actions.call_for_help(conversation=make_report("Inna."), by=cast.colleague)
    assert calls_for(cast.supervisor) == [called, later]


def test_a_city_without_contact_has_no_calls(cast: Cast, called: HelpCall) -> None:
    assert is_called(cast.supervisor)
    CityProfile.objects.update(modules=["cases"])
    forget()
    assert not is_called(cast.supervisor)
    assert CALLS not in shown(cast.supervisor, "/pl/staff/account/")
    assert browser_of(cast.supervisor).get(ROWS).status_code == 404
    forget()


def test_the_inbox_says_it_once_to_a_supervisor_and_once_to_a_consultant(
    cast: Cast, called: HelpCall
) -> None:
    for user in (cast.supervisor, cast.consultant):
        assert shown(user, "/pl/staff/inbox/").count(CALLS) == 1


def test_a_stranger_is_asked_to_sign_in(cast: Cast, called: HelpCall) -> None:
    from django.test import Client

    answer = Client(headers={"host": "gdansk.localhost"}).get(ROWS)
    assert answer.status_code == 302 and "sign-in" in answer["Location"]


def test_it_costs_one_question_however_many_call(
    cast: Cast, called: HelpCall, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        actions.call_for_help(conversation=make_report(f"{number}"), by=cast.colleague)
    with django_assert_num_queries(1):
        assert len([str(one.asked_by) for one in calls_for(cast.supervisor)]) == 6
