"""The contact with the person after a case was closed."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from casework.cases import safe_ways
from casework.cases.actions.follow_ups import drop_follow_up, plan_follow_up
from casework.cases.choices_of_endings import ContactWay, FollowUpEnd
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseTask, FollowUp
from casework.cases.refusal import NotAllowed
from casework.cases.tasks import raise_follow_ups
from ostoja.access.versions import StaleObject
from tests.casework.cases.ending_situations import (
    close,
    contact,
    day_of,
    on,
    planned,
    raised,
    reopen,
)
from tests.casework.cases.situations import RULES, make_case, url, words
from tests.casework.cases.task_situations import make_task, move
from tests.cast import Cast, browser_of


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


# What the person allowed


def test_only_what_the_person_allowed_is_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = [lambda case: frozenset({ContactWay.TEXT}), lambda case: None]
    monkeypatch.setattr(safe_ways, "_said", allowed)
    case = make_case(cast)
    assert safe_ways.of(case) == [ContactWay.TEXT, ContactWay.MEETING]
    with pytest.raises(NotAllowed):
        close(cast, case, follow_up=contact(cast))
    close(cast, case, follow_up=contact(cast, way="text"))


@pytest.mark.parametrize("wrong", [{"day": date(2020, 1, 1)}, {"stranger": True}])
def test_what_cannot_be_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    facts = contact(cast, **wrong)
    if facts.pop("stranger", False):
        facts |= {"group": cast.other_partner.group, "worker": cast.stranger}
    with pytest.raises(NotAllowed):
        close(cast, make_case(cast), follow_up=facts)


# On its day


def test_on_its_day_it_is_a_task_of_whoever_asks(cast: Cast, browser: Client) -> None:
    found = planned(cast)
    assert raise_follow_ups.run() == 0 and not CaseTask.objects.exists()
    FollowUp.objects.filter(pk=found.pk).update(day=timezone.localdate())
    assert (raise_follow_ups.run(), raise_follow_ups.run()) == (1, 0)
    task = CaseTask.objects.get()
    assert task.worker == cast.consultant and task.kind == TaskKind.FOLLOW_UP
    assert task.title in words(browser, "my_tasks") and task.title in words(browser, "staff_home")
    page = words(browser, "case_task", task.pk)
    assert RULES in page and url("case_reopen", task.case_id) in page


def test_it_is_done_in_the_closed_case(cast: Cast, browser: Client) -> None:
    task = raised(cast)
    sent = {"version": task.version, "words": "Mieszka spokojnie."}
    assert browser.post(url("case_task_move", task.pk, "done"), sent).status_code == 302
    found = FollowUp.objects.get()
    assert found.end == FollowUpEnd.DONE and found.ended_at
    assert task.title not in words(browser, "my_tasks")
    task.refresh_from_db()
    move(cast, task, TaskState.OPEN, "Nie odebrała.")
    assert FollowUp.objects.get().ended_at is None
    task.refresh_from_db()
    move(cast, task, TaskState.CANCELLED, "Nie chce.")
    assert FollowUp.objects.get().end == FollowUpEnd.LEFT_OUT


def test_it_is_put_off_in_the_closed_case(cast: Cast, browser: Client) -> None:
    task = raised(cast)
    day = on(2)
    sent = {
        "title": task.title,
        "who": f"p-{cast.colleague.pk}",
        "version": task.version,
        "submission": str(uuid4()),
        **{name.removeprefix("follow_up_"): value for name, value in day_of(day).items()},
    }
    assert browser.get(url("case_task_edit", task.pk)).status_code == 200
    assert browser.post(url("case_task_edit", task.pk), sent).status_code == 302
    task.refresh_from_db()
    assert task.worker == cast.colleague and timezone.localdate(task.due_at) == day


def test_other_tasks_of_a_closed_case_stay_as_they_are(cast: Cast) -> None:
    case = make_case(cast)
    task = make_task(cast, case)
    close(cast, case, leave_out_tasks=True)
    task.refresh_from_db()
    with pytest.raises(NotAllowed):
        move(cast, task, TaskState.OPEN, "Jednak.")


def test_one_whose_person_left_goes_to_the_team(cast: Cast) -> None:
    cast.colleague.memberships.all().delete()
    found = planned(cast)
    FollowUp.objects.filter(pk=found.pk).update(day=timezone.localdate(), worker=cast.colleague)
    assert raise_follow_ups.run() == 1
    task = CaseTask.objects.get()
    assert task.worker is None and task.group == cast.centre.group


def test_one_whose_body_left_goes_to_the_lead(cast: Cast) -> None:
    found = planned(cast)
    FollowUp.objects.filter(pk=found.pk).update(
        day=timezone.localdate(), worker=None, group=cast.other_partner.group
    )
    assert raise_follow_ups.run() == 1
    assert CaseTask.objects.get().group == cast.centre.group


# Afterwards


def test_a_reopened_case_asks_nobody(cast: Cast) -> None:
    found = planned(cast)
    reopen(cast, found.case)
    found.refresh_from_db()
    assert found.end == FollowUpEnd.REOPENED
    FollowUp.objects.filter(pk=found.pk).update(day=timezone.localdate())
    assert raise_follow_ups.run() == 0


def test_a_reopened_case_takes_the_task_from_the_desk(cast: Cast) -> None:
    task = raised(cast)
    reopen(cast, task.case)
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED
    closed = close(cast, Case.objects.get(), follow_up=contact(cast))
    with pytest.raises(NotAllowed):
        move(cast, task, TaskState.OPEN, "Jednak.")
    assert closed.follow_ups.filter(ended_at=None).count() == 1


def test_it_is_agreed_on_changed_and_left_out_on_its_page(cast: Cast, browser: Client) -> None:
    case = close(cast, make_case(cast))
    assert "Agree on a contact" in words(browser, "case", case.pk)
    address = url("case_follow_up", case.pk)
    sent = {
        **day_of(on(3)),
        "follow_up_way": "meeting",
        "follow_up_who": f"b-{cast.centre.group.pk}",
        "version": "0",
    }
    assert browser.post(address, {**sent, **day_of(on(-3))}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    answer = browser.post(address, sent)  # somebody was quicker
    assert answer.status_code == 422 and "Somebody changed this" in answer.content.decode()
    sent = {**sent, "version": "1", "follow_up_details": "Pokój 7."}
    assert browser.post(address, sent).status_code == 302
    assert "Pokój 7." in words(browser, "case_follow_up", case.pk)
    assert browser.post(address, {"drop": "yes", "version": "1"}).status_code == 422
    assert browser.post(address, {"drop": "yes", "version": "2"}).status_code == 302
    assert FollowUp.objects.get().end == FollowUpEnd.LEFT_OUT
    assert browser.post(address, {"drop": "yes", "version": "2"}).status_code == 302


def test_the_page_leads_back_where_there_is_nothing_to_agree(cast: Cast, browser: Client) -> None:
    case = make_case(cast)
    page = browser.get(url("case_follow_up", case.pk), follow=True).content.decode()
    assert "This case is open" in page
    task = raised(cast)
    page = browser.get(url("case_follow_up", task.case_id), follow=True).content.decode()
    assert "stands among the tasks already" in page
    with pytest.raises(NotAllowed):
        drop_follow_up(case=task.case, version=1, by=cast.consultant)
    with pytest.raises(NotAllowed):
        plan_follow_up(case=task.case, version=1, by=cast.consultant, **contact(cast))
    with pytest.raises(NotAllowed):
        plan_follow_up(case=case, version=0, by=cast.consultant, **contact(cast))
    closed = close(cast, make_case(cast))
    with pytest.raises(StaleObject):
        plan_follow_up(case=closed, version=4, by=cast.consultant, **contact(cast))


def test_others_neither_see_nor_change_it(cast: Cast) -> None:
    found = planned(cast)
    for person in (cast.stranger, cast.partner_worker):
        assert browser_of(person).get(url("case_follow_up", found.case_id)).status_code == 404


def test_one_case_has_one_contact_at_a_time(cast: Cast) -> None:
    found = planned(cast)
    with pytest.raises(IntegrityError, match="follow_up_one"), transaction.atomic():
        FollowUp.objects.create(case=found.case, **contact(cast))
    with pytest.raises(IntegrityError, match="follow_up_end"), transaction.atomic():
        FollowUp.objects.filter(pk=found.pk).update(end="done")
