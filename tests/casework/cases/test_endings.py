"""How a case ends: its outcome, its needs and tasks, and a contact that is agreed on."""

from typing import Any

import pytest
from django.test import Client

from casework.cases.choices import NeedState
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import CaseClosing, FollowUp, UnmetNeed
from casework.cases.refusal import NotAllowed
from ostoja.audit.models import AuditEvent
from tests.casework.cases.ending_situations import close, day_of, form_of, on, reopen
from tests.casework.cases.situations import RULES, make_case, url, words
from tests.casework.cases.task_situations import make_task
from tests.cast import Cast, browser_of


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def test_the_outcome_is_kept_and_shown_to_those_who_lead(cast: Cast, browser: Client) -> None:
    case = close(cast, make_case(cast), outcome="moved")
    assert CaseClosing.objects.get().outcome == "moved"
    page = words(browser, "case", case.pk)
    assert "Case closed: the person moved away" in page and "none is planned" in page
    assert AuditEvent.objects.get(verb="case.closed").details["outcome"] == "moved"


def test_a_need_met_in_part_says_why_and_is_counted(cast: Cast) -> None:
    case = make_case(cast)
    need = case.needs.get()
    with pytest.raises(NotAllowed):
        close(cast, case, answers={need.pk: "partly"})
    close(cast, case, answers={need.pk: "partly"}, missing={need.pk: "no_capacity"})
    assert case.needs.get().state == NeedState.PARTLY
    assert UnmetNeed.objects.get().reason == "no_capacity"


def test_tasks_are_decided_one_by_one(cast: Cast) -> None:
    case = make_case(cast)
    done, left = make_task(cast, case), make_task(cast, case)
    with pytest.raises(NotAllowed):
        close(cast, case, tasks={done.pk: TaskState.DONE})
    decided = {done.pk: TaskState.DONE, left.pk: TaskState.CANCELLED}
    closed = close(cast, case, tasks=decided)
    states = dict(case.tasks.values_list("pk", "state"))
    assert states == {done.pk: "done", left.pk: "cancelled"}
    reopen(cast, closed)
    assert dict(case.tasks.values_list("pk", "state")) == {done.pk: "done", left.pk: "open"}


def test_the_page_closes_with_a_contact(cast: Cast, browser: Client) -> None:
    case = make_case(cast)
    page = words(browser, "case_close", case.pk)
    assert RULES in page and "Contact after the closing" in page
    sent = form_of(cast, case, **day_of(on(7)), follow_up_way="call")
    page = browser.post(url("case_close", case.pk), sent, follow=True).content.decode()
    assert "The case is closed." in page and "by telephone" in page
    assert case.follow_ups.get().worker == cast.consultant


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"outcome": ""}, "Choose"),
        ({"follow_up_way": "call"}, "Write the day on which somebody asks"),
        (day_of(on(7)), "Say how the person is asked"),
        ({**day_of(on(-1)), "follow_up_way": "call"}, "a day to come"),
        ({**day_of(on(500)), "follow_up_way": "call"}, "a day to come"),
        ({**day_of(on(7)), "follow_up_way": "call", "follow_up_who": ""}, "Say who asks"),
        ({**day_of(on(7)), "follow_up_way": "call", "outcome": "died"}, "death"),
        ({**day_of(on(7)), "follow_up_way": "pigeon"}, "error"),
    ],
)
def test_what_does_not_fit_together_is_said(
    cast: Cast, browser: Client, wrong: dict[str, Any], message: str
) -> None:
    case = make_case(cast)
    answer = browser.post(url("case_close", case.pk), form_of(cast, case, **wrong))
    assert answer.status_code == 422 and message in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "open" and not FollowUp.objects.exists()


def test_a_need_met_in_part_asks_why_on_the_page(cast: Cast, browser: Client) -> None:
    case = make_case(cast)
    need = case.needs.get()
    sent = form_of(cast, case, **{f"need_{need.pk}": "partly"})
    answer = browser.post(url("case_close", case.pk), sent)
    assert answer.status_code == 422 and "only in part" in answer.content.decode()
    sent[f"missing_{need.pk}"] = "no_service"
    assert browser.post(url("case_close", case.pk), sent).status_code == 302
    address = url("need_settle", case.pk, need.pk)
    assert browser.get(address).status_code == 200
    assert "met in part" in words(browser, "case", case.pk)
