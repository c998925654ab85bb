"""Who is told of the tasks of cases, and what happens to them when somebody leaves."""

import pytest

from casework.cases.actions.tasks import release_task, set_due
from casework.cases.choices_of_tasks import TaskState, TaskStepKind
from casework.cases.models import Case
from casework.cases.task_rounds import TASKS
from casework.cases.tasks import recall_tasks
from ostoja.notifications.models import Notification
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import change, in_hours, make_task, move, share
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def told(kind: str) -> list[str]:
    return [one.person.email for one in Notification.objects.filter(kind=kind, read_at=None)]


def test_whoever_is_given_a_task_is_told_and_nobody_else(cast: Cast, case: Case) -> None:
    share(cast, case)
    make_task(cast, case)
    assert told("case-task-given") == []  # one's own
    task = make_task(cast, case, worker=cast.colleague)
    assert told("case-task-given") == [cast.colleague.email]
    move(cast, task, TaskState.DONE)
    assert told("case-task-given") == []
    make_task(cast, case, group=cast.partner.group, worker=None)
    assert told("case-task-given") == [cast.partner_worker.email]


@pytest.mark.parametrize(("hours", "number"), [(23, 1), (25, 0), (-1, 0)])
def test_a_day_before_whoever_does_it_is_told_once(
    cast: Cast, case: Case, hours: float, number: int
) -> None:
    make_task(cast, case, due_at=in_hours(hours))
    assert [recall_tasks.run() for _ in range(2)] == [number, 0]
    assert told("case-task-due") == [cast.consultant.email] * number


def test_a_time_that_is_put_off_is_told_of_anew(cast: Cast, case: Case) -> None:
    task = make_task(cast, case, due_at=in_hours(3))
    assert recall_tasks.run() == 1
    task = change(cast, task, due_at=in_hours(5))
    assert told("case-task-due") == []
    assert recall_tasks.run() == 1
    set_due(task=task, due_at=None, by=None)
    assert recall_tasks.run() == 0


def test_of_what_nobody_took_the_worker_of_the_case_is_told(cast: Cast, case: Case) -> None:
    make_task(cast, case, worker=None, due_at=in_hours(3))
    assert recall_tasks.run() == 1
    assert told("case-task-due") == [cast.consultant.email]


def test_who_leaves_gives_tasks_back_to_the_team(cast: Cast, case: Case) -> None:
    mine, other = make_task(cast, case), make_task(cast, case, worker=cast.colleague)
    done = move(cast, make_task(cast, case), TaskState.DONE)
    assert TASKS.count(cast.consultant) == 1
    TASKS.hand_over(cast.consultant, cast.administrator)
    assert TASKS.count(cast.consultant) == 0
    for task in (mine, other, done):
        task.refresh_from_db()
    assert (mine.worker, other.worker, done.worker) == (None, cast.colleague, cast.consultant)
    assert mine.steps.filter(kind=TaskStepKind.GIVEN_BACK, by=cast.administrator).exists()


def test_a_task_that_somebody_else_took_is_not_given_back(cast: Cast, case: Case) -> None:
    task = make_task(cast, case, worker=cast.colleague)
    release_task(task=task, by=cast.administrator, held_by=cast.consultant)
    task.refresh_from_db()
    assert task.worker == cast.colleague
