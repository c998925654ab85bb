"""Tasks and appointments of a case: what changes them, and who sees them."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from casework.cases.actions import close_case, reopen_case
from casework.cases.choices_of_tasks import TaskState, TaskStepKind
from casework.cases.models import Case, CaseTask, TaskStep
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.cases.task_loading import load_tasks
from casework.cases.task_rounds import home_panel
from casework.cases.task_selectors import bodies_for, my_tasks, tasks_for
from ostoja.access.versions import StaleObject
from ostoja.accounts.home import Pressing
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import (
    PARTNERS,
    TITLE,
    change,
    in_hours,
    make_task,
    move,
    share,
)
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def test_a_task_is_added_once_and_the_audit_does_not_say_what_it_is(cast: Cast, case: Case) -> None:
    submission = uuid4()
    first = make_task(cast, case, submission=submission)
    again = make_task(cast, case, submission=submission, title="Co innego")
    assert first == again and CaseTask.objects.get().title == TITLE
    event = AuditEvent.objects.get(verb="task.added")
    assert (event.actor_id, event.subject_id) == (cast.consultant.pk, str(case.pk))
    assert TITLE not in str(event.details)


def test_what_is_to_be_done_is_encrypted(cast: Cast, case: Case) -> None:
    from django.db import connection

    make_task(cast, case, place="ul. Zmyślona 3")
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(t)::text from cases_casetask t")
        [row] = cursor.fetchone()
    assert TITLE not in row and "Zmyślona" not in row


def test_done_left_out_and_open_again_are_on_record(cast: Cast, case: Case) -> None:
    task = move(cast, make_task(cast, case), TaskState.DONE, "Szkoła wie.")
    assert task.state == TaskState.DONE and task.ended_at is not None
    task = move(cast, task, TaskState.OPEN, "To była inna szkoła.")
    assert task.state == TaskState.OPEN and task.ended_at is None
    task = move(cast, task, TaskState.CANCELLED, "Osoba nie chce.")
    kinds = list(TaskStep.objects.values_list("kind", flat=True))
    assert kinds == ["added", "done", "reopened", "cancelled"]
    last = TaskStep.objects.order_by("at").last()
    assert last is not None and (last.by, last.words) == (cast.consultant, "Osoba nie chce.")
    assert last.group == cast.centre.group


@pytest.mark.parametrize("to", [TaskState.CANCELLED, TaskState.OPEN])
def test_leaving_out_and_opening_again_want_a_reason(cast: Cast, case: Case, to: TaskState) -> None:
    task = make_task(cast, case)
    if to == TaskState.OPEN:
        task = move(cast, task, TaskState.DONE)
    with pytest.raises(NotAllowed):
        move(cast, task, to)


def test_what_was_left_out_is_not_done_without_being_opened(cast: Cast, case: Case) -> None:
    task = move(cast, make_task(cast, case), TaskState.CANCELLED, "Nie trzeba.")
    with pytest.raises(NotAllowed):
        move(cast, task, TaskState.DONE)


def test_said_twice_it_is_done_once_and_the_second_of_two_people_is_told(
    cast: Cast, case: Case
) -> None:
    task = make_task(cast, case)
    move(cast, task, TaskState.DONE)
    move(cast, task, TaskState.DONE)
    assert TaskStep.objects.filter(kind="done").count() == 1
    with pytest.raises(StaleObject):
        move(cast, task, TaskState.CANCELLED, "Nie trzeba.")


def test_a_change_needs_the_version_and_what_is_over_stays(cast: Cast, case: Case) -> None:
    task = make_task(cast, case)
    changed = change(cast, task, title="Napisać do szkoły")
    assert (changed.title, changed.version) == ("Napisać do szkoły", 2)
    with pytest.raises(StaleObject):
        change(cast, task)
    done = move(cast, changed, TaskState.DONE)
    with pytest.raises(NotAllowed):
        change(cast, done)


def test_what_a_playbook_prescribed_is_changed_only_with_a_reason(cast: Cast, case: Case) -> None:
    task = make_task(cast, case, is_prescribed=True)
    with pytest.raises(NotAllowed):
        change(cast, task, due_at=in_hours(90))
    change(cast, task, due_at=in_hours(90), reason="Szkoła ma ferie.")
    assert TaskStep.objects.get(kind="changed").words == "Szkoła ma ferie."


@pytest.mark.parametrize("who", ["stranger", "partner_worker", "analyst"])
def test_nobody_is_given_a_task_who_does_not_work_on_the_case(
    cast: Cast, case: Case, who: str
) -> None:
    with pytest.raises(NotAllowed):
        make_task(cast, case, worker=getattr(cast, who))
    with pytest.raises(NotAllowed):
        make_task(cast, case, group=cast.other_partner.group, worker=None)
    assert not CaseTask.objects.exists()


def test_a_closed_case_gets_no_tasks(cast: Cast, case: Case) -> None:
    closed_case(cast, case)
    with pytest.raises(NotAllowed):
        make_task(cast, case)


def closed_case(cast: Cast, case: Case, **facts: Any) -> Case:
    return close_case(
        case=case,
        version=Case.objects.get(pk=case.pk).version,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
        **facts,
    )


def test_closing_asks_about_what_is_still_to_be_done_and_reopening_brings_it_back(
    cast: Cast, case: Case
) -> None:
    still_open = make_task(cast, case)
    before = move(cast, make_task(cast, case), TaskState.CANCELLED, "Nie trzeba.")
    with pytest.raises(NotAllowed):
        closed_case(cast, case)
    closed = closed_case(cast, case, leave_out_tasks=True)
    still_open.refresh_from_db()
    assert still_open.state == TaskState.CANCELLED
    reopen_case(
        case=closed,
        version=closed.version,
        submission=uuid4(),
        reason="Groźby wróciły.",
        needs=[],
        group=cast.centre.group,
        by=cast.consultant,
    )
    still_open.refresh_from_db()
    before.refresh_from_db()
    assert (still_open.state, before.state) == (TaskState.OPEN, TaskState.CANCELLED)
    kinds = [one.kind for one in still_open.steps.all()]
    assert kinds == [
        TaskStepKind.ADDED,
        TaskStepKind.CLOSED_WITH_CASE,
        TaskStepKind.REOPENED_WITH_CASE,
    ]


# Who sees them


def test_partners_see_their_own_part_and_those_who_lead_everything(cast: Cast, case: Case) -> None:
    share(cast, case)
    ours = make_task(cast, case)
    theirs = make_task(cast, case, group=cast.partner.group, worker=None)
    partners = sight_of(case, cast.partner_worker)
    assert list(tasks_for(case, partners)) == [theirs]
    assert set(tasks_for(case, sight_of(case, cast.consultant))) == {ours, theirs}
    assert not tasks_for(case, sight_of(case, cast.stranger)).exists()


def test_partners_give_tasks_to_themselves_alone(cast: Cast, case: Case) -> None:
    share(cast, case)
    assert bodies_for(case, sight_of(case, cast.partner_worker)) == [cast.partner.group]
    leads = bodies_for(case, sight_of(case, cast.consultant))
    assert set(leads) == {cast.partner.group, cast.centre.group}


def test_ones_own_list_has_the_overdue_first_and_what_nobody_took(cast: Cast, case: Case) -> None:
    later = make_task(cast, case)
    late = make_task(cast, case, due_at=in_hours(-2))
    free = make_task(cast, case, worker=None, due_at=None, has_hour=False)
    colleagues = make_task(cast, case, worker=cast.colleague)
    move(cast, make_task(cast, case), TaskState.DONE)
    assert list(my_tasks(cast.consultant)) == [late, later, free]
    assert list(my_tasks(cast.colleague)) == [colleagues, free]
    late_of_colleague = make_task(cast, case, worker=cast.colleague, due_at=in_hours(-1))
    assert late_of_colleague in my_tasks(cast.consultant)  # who answers for the case
    assert not my_tasks(cast.stranger).exists() and not my_tasks(cast.administrator).exists()


def test_the_first_page_says_what_presses(cast: Cast, case: Case) -> None:
    make_task(cast, case, due_at=in_hours(-2))
    make_task(cast, case, due_at=in_hours(72))
    panel = home_panel(cast.consultant)
    assert panel is not None
    assert [row.pressing for row in panel.rows] == [Pressing.NOW, Pressing.LATER]
    assert home_panel(cast.analyst) is None
    empty = home_panel(cast.coordinator)
    assert empty is not None and not empty.is_full and empty.empty


def test_who_loses_the_case_loses_its_tasks(cast: Cast, case: Case) -> None:
    from ostoja.access.door import revoke

    share(cast, case)
    make_task(cast, case, group=cast.partner.group, worker=cast.partner_worker)
    assert my_tasks(cast.partner_worker).exists()
    revoke(cast.partner.group, case, *PARTNERS)
    assert not my_tasks(cast.partner_worker).exists()


def test_tasks_of_the_demonstration_are_added_once_to_cases_that_are_made_up(
    cast: Cast, case: Case
) -> None:
    row = {"title": TITLE, "by": cast.consultant.email, "days_from_now": 21, "case": "Osoba A"}
    load_tasks([row])
    assert not CaseTask.objects.exists()  # the case is somebody's
    Case.objects.filter(pk=case.pk).update(is_sample=True)
    for _ in range(2):
        load_tasks([row])
    task = CaseTask.objects.get()
    assert task.worker == cast.consultant and task.due_at is not None


# What the database holds


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "done"}, "case_task_ended_has_a_time"),
        ({"kind": "appointment", "due_at": None}, "case_task_appointment_has_a_moment"),
        ({"kind": "appointment", "has_hour": False}, "case_task_appointment_has_a_moment"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    cast: Cast, case: Case, facts: dict[str, Any], constraint: str
) -> None:
    task = make_task(cast, case)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CaseTask.objects.filter(pk=task.pk).update(**facts)


def test_tasks_go_with_their_case(cast: Cast, case: Case) -> None:
    make_task(cast, case)
    case.delete()
    assert not CaseTask.objects.exists() and not TaskStep.objects.exists()
