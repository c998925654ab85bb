"""How a case ended, and the contact with the person afterwards."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from casework.cases import safe_ways
from casework.cases.actions import close_case, reopen_case
from casework.cases.actions.follow_ups import drop_follow_up, plan_follow_up
from casework.cases.choices import NeedState
from casework.cases.choices_of_endings import ContactWay, FollowUpEnd
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseClosing, CaseTask, FollowUp, UnmetNeed
from casework.cases.refusal import NotAllowed
from casework.cases.tasks import raise_follow_ups
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import RULES, make_case, url, words
from tests.casework.cases.task_situations import make_task, move
from tests.cast import Cast, browser_of

TOMORROW = timedelta(days=1)


def on(days: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def contact(cast: Cast, **facts: Any) -> dict[str, Any]:
    """The consultant telephones in a week."""
    given: dict[str, Any] = {
        "day": on(7),
        "way": "call",
        "details": "Rano, bez zostawiania wiadomości.",
        "group": cast.centre.group,
        "worker": cast.consultant,
    }
    return {**given, **facts}


def close(cast: Cast, case: Case, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "version": case.version,
        "submission": uuid4(),
        "answers": {one.pk: "met" for one in case.needs.all()},
        "how_it_ended": "Pani jest bezpieczna.",
        "outcome": "helped",
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return close_case(case=case, **{**given, **facts})


def planned(cast: Cast, **facts: Any) -> FollowUp:
    """The contact of a case that was just closed."""
    case = close(cast, make_case(cast), follow_up=contact(cast, **facts))
    return case.follow_ups.get()


def raised(cast: Cast, **facts: Any) -> CaseTask:
    """The same once its day has come."""
    found = planned(cast, **facts)
    FollowUp.objects.filter(pk=found.pk).update(day=timezone.localdate())
    assert raise_follow_ups.run() == 1
    return CaseTask.objects.get(kind=TaskKind.FOLLOW_UP)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


# Closing


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


def reopen(cast: Cast, case: Case) -> Case:
    given: dict[str, Any] = {"needs": [], "group": cast.centre.group, "by": cast.consultant}
    return reopen_case(
        case=case, version=case.version, submission=uuid4(), reason="Wróciła.", **given
    )


def form_of(cast: Cast, case: Case, **changes: Any) -> dict[str, Any]:
    need = case.needs.get()
    return {
        "version": case.version,
        "submission": str(uuid4()),
        f"need_{need.pk}": "met",
        "outcome": "helped",
        "how_it_ended": "Koniec.",
        "follow_up_who": f"p-{cast.consultant.pk}",
        **changes,
    }


def day_of(day: date) -> dict[str, str]:
    names = zip(("day", "month", "year"), (day.day, day.month, day.year), strict=True)
    return {f"follow_up_day_{name}": str(value) for name, value in names}


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
