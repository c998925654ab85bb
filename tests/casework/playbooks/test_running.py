"""A playbook in a case: its steps become tasks, and what follows when they end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import close_case, reopen_case
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.playbooks.actions import begin_draft, publish, stop_run, switch
from casework.playbooks.choices import RunState
from casework.playbooks.models import Edition, PlaybookRun, RunStep
from casework.playbooks.selectors import may_start, runs_of, to_start
from casework.playbooks.tasks import watch_duties
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.situations import make_case
from tests.casework.playbooks.making import make_edition, make_step, move, run_in, task_of
from tests.cast import Cast

A_MINUTE = timedelta(minutes=1)
COORDINATES = (Permission.CASE_VIEW, Permission.CASE_ANNOTATE, Permission.CASE_COORDINATE)


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return make_edition(cast)


@pytest.fixture
def run(cast: Cast, case: Case, edition: Edition) -> PlaybookRun:
    return run_in(cast, case, edition)


def test_its_steps_become_tasks_with_their_times(cast: Cast, case: Case, run: PlaybookRun) -> None:
    talk, letter = task_of(run, "Porozmawiaj"), task_of(run, "Napisz pismo")
    assert talk.due_at is not None
    assert abs(talk.due_at - timezone.now() - timedelta(hours=2)) < A_MINUTE
    assert letter.due_at is None  # it counts from the end of the talk
    assert talk.is_prescribed and talk.worker == cast.consultant
    duty = task_of(run, "Zawiadom prokuratora")
    assert duty.is_duty and not talk.is_duty
    event = AuditEvent.objects.get(verb="playbook_run.started")
    assert (event.actor_id, event.subject_id) == (cast.consultant.pk, str(case.pk))


def test_what_the_coordinator_does_is_the_leads_until_there_is_one(
    cast: Cast, case: Case, edition: Edition
) -> None:
    assert task_of(run_in(cast, case, edition), "Uzgodnij lokal").group == cast.centre.group
    other = make_case(cast)
    grant(cast.coordinating.group, other, *COORDINATES)
    run = run_in(cast, other, edition)
    assert task_of(run, "Uzgodnij lokal").group == cast.coordinating.group
    assert task_of(run, "Uzgodnij lokal").worker is None


def test_the_same_form_starts_it_once_and_a_second_one_is_refused(
    cast: Cast, case: Case, edition: Edition
) -> None:
    submission = uuid4()
    first = run_in(cast, case, edition, submission=submission)
    assert run_in(cast, case, edition, submission=submission) == first
    with pytest.raises(NotAllowed):
        run_in(cast, case, edition)
    assert CaseTask.objects.count() == 4
    assert edition not in to_start(case)


def test_several_playbooks_run_beside_each_other(cast: Cast, case: Case, run: PlaybookRun) -> None:
    run_in(cast, case, to_start(case)[0])
    assert PlaybookRun.objects.filter(case=case, state=RunState.RUNNING).count() == 2


def test_when_a_step_ends_what_counts_from_it_gets_its_time(cast: Cast, run: PlaybookRun) -> None:
    talk = move(cast, task_of(run, "Porozmawiaj"), TaskState.DONE)
    letter = task_of(run, "Napisz pismo")
    assert letter.due_at is not None
    assert abs(letter.due_at - timezone.now() - timedelta(hours=48)) < A_MINUTE
    move(cast, talk, TaskState.OPEN, "Jednak nie.")
    assert task_of(run, "Napisz pismo").due_at is None


def test_left_out_with_a_reason_it_counts_as_ended(cast: Cast, run: PlaybookRun) -> None:
    talk = task_of(run, "Porozmawiaj")
    with pytest.raises(NotAllowed):
        move(cast, talk, TaskState.CANCELLED)
    move(cast, talk, TaskState.CANCELLED, "Osoba jest w szpitalu.")
    assert task_of(run, "Napisz pismo").due_at is not None


def test_after_the_last_step_it_is_finished_and_goes_on_when_one_is_open_again(
    cast: Cast, run: PlaybookRun
) -> None:
    steps = list(RunStep.objects.select_related("task__case"))
    for one in steps:
        one.task.refresh_from_db()
        move(cast, one.task, TaskState.DONE)
    last = CaseTask.objects.get(run_step=steps[-1])
    run.refresh_from_db()
    assert run.state == RunState.FINISHED and run.ended_at is not None
    move(cast, last, TaskState.OPEN, "Za wcześnie.")
    run.refresh_from_db()
    assert run.state == RunState.RUNNING and run.ended_at is None


def newer_edition(cast: Cast, edition: Edition) -> Edition:
    """The same playbook with one step more."""
    draft = begin_draft(playbook=edition.playbook, by=cast.supervisor)
    make_step(cast, draft, title="Nowy krok")
    draft.refresh_from_db()
    return publish(draft=draft, version=draft.version, by=cast.supervisor)


def test_a_playbook_does_not_go_on_beside_a_newer_edition_of_itself(
    cast: Cast, case: Case, run: PlaybookRun, edition: Edition
) -> None:
    for step in RunStep.objects.filter(run=run):
        move(cast, CaseTask.objects.select_related("case").get(run_step=step), TaskState.DONE)
    newer = run_in(cast, case, newer_edition(cast, edition))
    last = task_of(run, "Uzgodnij lokal")
    move(cast, last, TaskState.OPEN, "Za wcześnie.")
    run.refresh_from_db()
    assert (run.state, newer.state) == (RunState.FINISHED, RunState.RUNNING)


def test_two_cases_in_which_it_runs_do_not_become_one(cast: Cast, edition: Edition) -> None:
    kept, merged = pair(cast)
    run = run_in(cast, merged, edition)
    run_in(cast, kept, newer_edition(cast, edition))
    with override("en"), pytest.raises(NotAllowed, match="The same playbook runs in both"):
        merge(cast, kept, merged)
    stop(cast, run)
    merge(cast, kept, merged)
    assert PlaybookRun.objects.filter(case=kept).count() == 2


def test_what_is_under_way_keeps_its_edition(
    cast: Cast, run: PlaybookRun, edition: Edition
) -> None:
    newer = newer_edition(cast, edition)
    run.refresh_from_db()
    assert run.edition == edition and run.steps.count() == 4
    other = make_case(cast)
    assert newer in to_start(other) and edition not in to_start(other)
    edition.refresh_from_db()
    with pytest.raises(NotAllowed):
        run_in(cast, other, edition)


def test_what_was_switched_off_is_not_started(cast: Cast, case: Case, edition: Edition) -> None:
    switch(playbook=edition.playbook, on=False, by=cast.supervisor)
    edition.refresh_from_db()
    assert edition not in to_start(case)
    with pytest.raises(NotAllowed):
        run_in(cast, case, edition)


def test_stopping_leaves_out_all_but_duties_of_the_law(cast: Cast, run: PlaybookRun) -> None:
    done = move(cast, task_of(run, "Porozmawiaj"), TaskState.DONE)
    stopped = stop(cast, run)
    assert (stopped.state, stopped.reason) == (RunState.STOPPED, "Sprawę prowadzi sąd.")
    done.refresh_from_db()
    assert done.state == TaskState.DONE
    assert task_of(run, "Napisz pismo").state == TaskState.CANCELLED
    assert task_of(run, "Zawiadom prokuratora").state == TaskState.OPEN
    letter = task_of(run, "Napisz pismo").steps.get(kind="cancelled")
    assert letter.words == "Sprawę prowadzi sąd."
    with pytest.raises(StaleObject):
        stop(cast, run)
    run.refresh_from_db()
    with pytest.raises(NotAllowed):
        stop(cast, run)


def test_stopping_at_once_leaves_out_what_counts_from_each_other_too(
    cast: Cast, run: PlaybookRun
) -> None:
    stop(cast, run)
    states = [one.task.state for one in run.steps.select_related("task")]
    assert states.count(TaskState.CANCELLED) == 3 and states.count(TaskState.OPEN) == 1


def stop(cast: Cast, run: PlaybookRun) -> PlaybookRun:
    return stop_run(
        run=run,
        version=run.version,
        reason="Sprawę prowadzi sąd.",
        on_behalf=cast.centre.group,
        by=cast.consultant,
    )


def close(cast: Cast, case: Case) -> Case:
    return close_case(
        case=case,
        version=Case.objects.get(pk=case.pk).version,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
        leave_out_tasks=True,
    )


def test_a_case_is_not_closed_over_a_duty_of_the_law(
    cast: Cast, case: Case, run: PlaybookRun
) -> None:
    with pytest.raises(NotAllowed, match="Zawiadom prokuratora"):
        close(cast, case)
    move(cast, task_of(run, "Zawiadom prokuratora"), TaskState.CANCELLED, "Zawiadomiła Policja.")
    close(cast, case)
    run.refresh_from_db()
    assert run.state == RunState.CLOSED


def test_a_playbook_goes_on_with_a_case_that_is_open_again(
    cast: Cast, case: Case, run: PlaybookRun
) -> None:
    move(cast, task_of(run, "Zawiadom prokuratora"), TaskState.DONE)
    closed = close(cast, case)
    reopen_case(
        case=closed,
        version=closed.version,
        submission=uuid4(),
        reason="Wróciła.",
        needs=[],
        group=cast.centre.group,
        by=cast.consultant,
    )
    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert task_of(run, "Porozmawiaj").state == TaskState.OPEN


def late(run: PlaybookRun, title: str) -> CaseTask:
    """Its time has passed."""
    task = task_of(run, title)
    CaseTask.objects.filter(pk=task.pk).update(due_at=timezone.now() - A_MINUTE)
    return task


def test_a_duty_that_is_late_comes_to_those_above_once(cast: Cast, run: PlaybookRun) -> None:
    late(run, "Porozmawiaj")
    assert watch_duties.run() == 0
    late(run, "Zawiadom prokuratora")
    assert [watch_duties.run() for _ in range(2)] == [1, 0]
    told = Notification.objects.filter(kind="case-duty-overdue")
    assert [one.person for one in told] == [cast.supervisor]


def test_where_the_case_is_coordinated_the_coordinator_is_told_too(
    cast: Cast, case: Case, run: PlaybookRun
) -> None:
    grant(cast.coordinating.group, case, *COORDINATES)
    late(run, "Zawiadom prokuratora")
    assert watch_duties.run() == 1
    told = Notification.objects.filter(kind="case-duty-overdue")
    assert {one.person for one in told} == {cast.supervisor, cast.coordinator}


def test_who_leads_sees_it_and_a_partner_does_not(cast: Cast, case: Case, run: PlaybookRun) -> None:
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    assert list(runs_of(case, sight_of(case, cast.supervisor))) == [run]
    assert not runs_of(case, sight_of(case, cast.partner_worker)).exists()
    starts = [cast.consultant, cast.supervisor, cast.partner_worker]
    assert [may_start(case, sight_of(case, who)) for who in starts] == [True, False, False]


def test_the_database_holds_that_what_ended_has_a_time(run: PlaybookRun) -> None:
    with pytest.raises(IntegrityError, match="ended_has_a_time"), transaction.atomic():
        PlaybookRun.objects.filter(pk=run.pk).update(state=RunState.FINISHED)


def test_it_goes_with_its_case(case: Case, run: PlaybookRun) -> None:
    case.delete()
    assert not PlaybookRun.objects.exists() and not RunStep.objects.exists()
