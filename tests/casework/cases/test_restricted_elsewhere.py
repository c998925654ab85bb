"""Restricted cases in the rooms around: houses, tasks, the desk, and what the clock tells."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from casework.cases.choices_of_tasks import TaskStepKind
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.cases.tasks import recall_tasks
from casework.intake import actions as desk
from casework.intake.models import Conversation
from casework.playbooks.tasks import watch_duties
from casework.referrals.choices import State
from casework.referrals.models import Referral, Step
from casework.referrals.tasks import escalate_returned, recall_clocks
from casework.shelter.models import Facility
from casework.shelter.tasks import watch_stays
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.api.programs import program_of
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.task_situations import in_hours, make_task
from tests.casework.cases.test_restricting import restrict
from tests.casework.intake.reports import code_of, make_report
from tests.casework.playbooks.making import make_edition, run_in, task_of
from tests.casework.referrals.situations import coordinated_case, refer, take
from tests.casework.shelter.making import make_hold, make_house, make_old_stay, make_waiting
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def told(kind: str) -> set[str]:
    found = Notification.objects.filter(kind=kind, read_at=None)
    return set(found.values_list("person__email", flat=True))


# Houses


@pytest.fixture
def house(cast: Cast) -> Facility:
    found: Facility = make_house(cast.centre)
    return found


@pytest.mark.parametrize("by_name", [False, True], ids=["restricted", "excluded"])
def test_who_runs_the_house_does_not_see_who_lies_there(
    cast: Cast, house: Facility, by_name: bool
) -> None:
    stay = make_old_stay(cast, house, 80, 3)
    case = stay.case
    kept = {"excluded": (cast.colleague,)} if by_name else {}
    restrict(case, cast.consultant, *([] if by_name else [cast.consultant]), **kept)
    for person, sees in ((cast.consultant, True), (cast.colleague, False)):
        browser, program = browser_of(person), program_of(person)
        board = words(browser, "facility", house.pk)
        assert (case.pseudonym in board) is sees and "occupied" in board
        assert (browser.get(url("stay", stay.pk)).status_code == 200) is sees
        assert (case.pseudonym in words(browser, "staff_home")) is sees
        assert (len(program.get("stays/").json()["results"]) == 1) is sees
        nights = program.get("nights/").json()["results"]
        assert nights and all((one["stay"] is not None) is sees for one in nights)


def test_who_runs_the_house_does_not_see_who_waits_or_for_whom_a_bed_is_held(cast: Cast) -> None:
    house = make_house(cast.partner)
    waiting = make_waiting(cast, facility=house)
    hold = make_hold(cast, house)
    restrict(waiting.case, cast.consultant, cast.consultant)
    restrict(hold.referral.case, cast.consultant, cast.consultant, cast.coordinator)
    for person, sees in ((cast.consultant, True), (cast.partner_worker, False)):
        browser = browser_of(person)
        assert (waiting.case.pseudonym in words(browser, "shelter_waiting")) is sees
        board = words(browser, "facility", house.pk)
        assert (hold.referral.case.pseudonym in board) is sees and "held" in board
    ended = browser_of(cast.partner_worker).post(url("hold_end", hold.pk), {"version": "1"})
    assert ended.status_code == 404


def test_of_its_limit_only_those_are_told_who_see_it(cast: Cast, house: Facility) -> None:
    stay = make_old_stay(cast, house, 80, 3)
    restrict(stay.case, cast.consultant, cast.consultant)
    watch_stays.run()
    assert told("stay-limit") == {cast.consultant.email}


# Tasks


def test_tasks_of_who_is_cut_off_go_back_to_the_team(cast: Cast) -> None:
    case = make_case(cast)
    lost, kept = make_task(cast, case, worker=cast.colleague), make_task(cast, case)
    restrict(case, cast.consultant, cast.consultant)
    workers = [CaseTask.objects.get(pk=one.pk).worker for one in (lost, kept)]
    assert workers == [None, cast.consultant]
    assert lost.steps.filter(kind=TaskStepKind.GIVEN_BACK).count() == 1
    assert case.number in words(browser_of(cast.consultant), "my_tasks")
    assert case.number not in words(browser_of(cast.colleague), "my_tasks")


def test_nobody_is_given_a_task_of_a_case_that_they_may_not_see(cast: Cast) -> None:
    case = make_case(cast)
    restrict(case, cast.consultant, excluded=(cast.colleague,))
    with pytest.raises(NotAllowed, match="does not work on the case"):
        make_task(cast, Case.objects.get(pk=case.pk), worker=cast.colleague)
    page = words(browser_of(cast.consultant), "case_task_new", case.pk, "task")
    assert f"p-{cast.supervisor.pk}" in page and f"p-{cast.colleague.pk}" not in page


# The clock: somebody is told who sees it, and where there is nobody the record does not fill


def test_of_a_task_whoever_sees_it_is_reminded(cast: Cast) -> None:
    case = make_case(cast)
    make_task(cast, case, worker=None, due_at=in_hours(3))
    CaseTask.objects.filter(case=case).update(group=cast.partner.group)
    restrict(case, cast.consultant, cast.consultant)
    assert [recall_tasks.run() for _ in range(2)] == [0, 0]
    assert not AuditEvent.objects.filter(verb="task.recalled").exists()
    CaseTask.objects.filter(case=case).update(group=cast.centre.group)
    assert [recall_tasks.run() for _ in range(2)] == [1, 0]
    assert told("case-task-due") == {cast.consultant.email}


def test_a_late_duty_comes_to_who_is_named_where_those_above_are_kept_out(cast: Cast) -> None:
    case = make_case(cast)
    duty = task_of(run_in(cast, case, make_edition(cast)), "Zawiadom prokuratora")
    restrict(case, cast.consultant, cast.consultant, cast.colleague)
    CaseTask.objects.filter(pk=duty.pk).update(due_at=in_hours(-1))
    assert [watch_duties.run() for _ in range(2)] == [1, 0]
    assert told("case-duty-overdue") == {cast.consultant.email, cast.colleague.email}


def returned(cast: Cast) -> Referral:
    """Declined two days ago, in a case that was coordinated."""
    declined = take(refer(cast, coordinated_case(cast)), State.DECLINED, cast)
    moment = in_hours(-48)
    Step.objects.filter(referral=declined, state=State.DECLINED).update(at=moment)
    return declined


def test_what_nobody_picks_up_is_told_to_those_who_see_it(cast: Cast) -> None:
    referral = returned(cast)
    restrict(referral.case, cast.coordinator, cast.coordinator, cast.consultant)
    assert [escalate_returned.run() for _ in range(2)] == [1, 0]
    assert told("referral-not-picked-up") == {cast.coordinator.email}
    other = returned(cast)
    restrict(other.case, cast.consultant, cast.consultant)
    assert [escalate_returned.run() for _ in range(2)] == [1, 0]
    news = Notification.objects.filter(kind="referral-not-picked-up", about=other.pk)
    assert news.get().person == cast.consultant
    assert AuditEvent.objects.filter(verb="referral.escalated").count() == 2


def test_a_receiver_who_is_kept_out_is_not_reminded_each_minute(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    Referral.objects.filter(pk=referral.pk).update(respond_by=in_hours(1))
    restrict(referral.case, cast.consultant, cast.consultant)
    assert [recall_clocks.run() for _ in range(2)] == [0, 0]
    assert not AuditEvent.objects.filter(verb="referral.clock_recalled").exists()
    restrict(referral.case, cast.consultant)
    assert [recall_clocks.run() for _ in range(2)] == [1, 0]


# The desk


def conversation_in(case: Case, **facts: Any) -> Conversation:
    sent = make_report(**facts)
    Conversation.objects.filter(pk=sent.pk).update(case=case)
    return Conversation.objects.get(pk=sent.pk)


def test_a_call_for_help_is_heard_by_those_who_can_come(cast: Cast) -> None:
    case = make_case(cast)
    sent = conversation_in(case)
    page = url("conversation", sent.pk)
    restrict(case, cast.consultant, cast.consultant, cast.colleague)
    desk.call_for_help(conversation=sent, by=cast.consultant)
    desk.begin_danger(conversation=sent, by=cast.consultant)
    assert told("conversation-help") == told("conversation-danger") == {cast.colleague.email}
    assert page not in words(browser_of(cast.supervisor), "staff_home")
    assert page not in words(browser_of(cast.supervisor), "pressing")
    assert page in words(browser_of(cast.colleague), "inbox")
    restrict(case, cast.consultant)
    assert page in words(browser_of(cast.supervisor), "staff_home")


def test_the_inbox_counts_what_one_may_see(cast: Cast) -> None:
    case = make_case(cast)
    make_report("Ktoś inny.")
    conversation_in(case)
    restrict(case, cast.consultant, excluded=(cast.colleague,))
    pages = [words(browser_of(one), "inbox") for one in (cast.consultant, cast.colleague)]
    assert ["2 people wait" in one or "<strong>2</strong>" in one for one in pages] == [True, False]


def test_another_conversation_of_the_person_is_not_named(cast: Cast) -> None:
    case, open_one = make_case(cast), make_report("Znowu ja.")
    hidden = conversation_in(case)
    desk.link_same_person(conversation=open_one, code=code_of(hidden), by=cast.consultant)
    restrict(case, cast.consultant, excluded=(cast.colleague,))
    for person, sees in ((cast.consultant, True), (cast.colleague, False)):
        page = words(browser_of(person), "conversation", open_one.pk)
        assert (url("conversation", hidden.pk) in page) is sees
