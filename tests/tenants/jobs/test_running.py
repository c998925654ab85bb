"""A job is done once, step by step, whatever ends its process."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from ostoja.audit.models import AuditEvent
from tenants.fence import entered_platform
from tenants.jobs import actions, kinds, running
from tenants.jobs.kinds import MOST_TAKES, JobFailed, JobKind, Step, Work
from tenants.jobs.models import Job, State
from tenants.models import SchemaScript

pytestmark = pytest.mark.django_db
Known = Callable[..., None]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Register a kind called “try” with these steps."""

    def register(*steps: Step) -> None:
        monkeypatch.setitem(kinds._kinds, "try", JobKind("try", "Try", steps))

    return register


def asked(**arguments: Any) -> Job:
    with entered_platform():
        return actions.ask(kind="try", arguments=arguments, by=None)


def note_in_result(name: str) -> Step:
    def run(work: Work) -> None:
        work.result["order"] = [*work.result.get("order", []), name]

    return Step(name, name, run)


def test_steps_are_done_in_order_and_their_results_are_kept(known: Known) -> None:
    known(note_in_result("a"), note_in_result("b"))
    job = running.run(asked().pk)
    assert (job.state, job.result, job.step) == (State.DONE, {"order": ["a", "b"]}, "")
    assert job.ended_at is not None


def test_the_time_line_says_who_asked_and_what_became_of_it(known: Known) -> None:
    known(note_in_result("a"))
    job = running.run(asked().pk)
    with entered_platform():
        verbs = AuditEvent.objects.filter(object_id=str(job.pk)).order_by("at")
        assert list(verbs.values_list("verb", flat=True)) == ["job.asked", "job.done"]


def test_a_step_that_fails_is_where_the_next_try_begins(known: Known) -> None:
    broken = {"now": True}

    def run(work: Work) -> None:
        if broken["now"]:
            raise JobFailed("The disk is full. Make room.")

    known(note_in_result("a"), Step("b", "b", run))
    job = running.run(asked().pk)
    assert (job.state, job.step, job.error) == (State.FAILED, "b", "The disk is full. Make room.")
    broken["now"] = False
    with entered_platform():
        actions.try_again(job=job, by=None)
    job = running.run(job.pk)
    assert (job.state, job.result) == (State.DONE, {"order": ["a"]})


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValidationError("No such city."), "No such city."),
        (OSError(28, "No space left on device"), "the disk is full"),
        (FileNotFoundError(2, "No such file", "/srv/x"), "the file or its folder is not there"),
        (RuntimeError("row of Anna Przykładowa"), "RuntimeError"),
    ],
)
def test_an_error_says_nothing_of_a_row(known: Known, error: Exception, words: str) -> None:
    def run(work: Work) -> None:
        raise error

    known(Step("a", "a", run))
    assert running.run(asked().pk).error == words


@pytest.mark.parametrize("state", [State.WAITING, State.DONE])
def test_trying_again_where_nothing_is_left_is_refused_and_not_recorded(
    known: Known, state: State
) -> None:
    known(note_in_result("a"))
    job = asked()
    if state == State.DONE:
        running.run(job.pk)
    with entered_platform():
        with pytest.raises(actions.NothingLeft, match=f"is {state}: only one"):
            actions.try_again(job=job, by=None)
        assert not AuditEvent.objects.filter(verb="job.tried_again").exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"step": "of another release"},
        {"kind": "of-another-release"},
        {"step": "of another release", "state": State.RUNNING, "takes": MOST_TAKES},
    ],
)
def test_what_another_release_began_waits_for_a_process_of_it(
    known: Known, facts: dict[str, Any]
) -> None:
    known(note_in_result("a"))
    job = asked()
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(**facts)
    assert running.run_open_jobs() == 1
    left = running.run(job.pk)
    assert (left.state, left.takes) == (State.WAITING, facts.get("takes", 0))
    assert (left.result, left.error, left.ended_at) == ({}, "", None)


def test_one_of_another_release_that_was_asked_to_stop_is_stopped(known: Known) -> None:
    known(note_in_result("a"))
    job = asked()
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(step="b", state=State.RUNNING, stop_asked=True)
    assert running.run(job.pk).state == State.CANCELLED


def test_one_whose_steps_are_all_finished_is_done(known: Known) -> None:
    known(note_in_result("a"))
    job = asked()
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(step="")
    job = running.run(job.pk)
    assert (job.state, job.result) == (State.DONE, {})


def test_a_database_that_is_away_is_tried_again_and_not_for_ever(known: Known) -> None:
    def run(work: Work) -> None:
        raise OperationalError("server closed the connection")

    known(Step("a", "a", run))
    job = asked()
    states = [running.run(job.pk).state for _ in range(MOST_TAKES + 1)]
    assert states == [*[State.WAITING] * (MOST_TAKES - 1), State.FAILED, State.FAILED]


@pytest.mark.parametrize("whole", [True, False])
def test_a_whole_step_leaves_nothing_when_it_fails(whole: bool, known: Known) -> None:
    def run(work: Work) -> None:
        with entered_platform():
            SchemaScript.objects.create(fingerprint="half", script="")
        raise JobFailed("No.")

    known(Step("a", "a", run, whole=whole))
    running.run(asked().pk)
    with entered_platform():
        assert SchemaScript.objects.filter(fingerprint="half").exists() is not whole


def test_a_job_that_was_asked_to_stop_stops_where_it_says_how_far_it_is(known: Known) -> None:
    def run(work: Work) -> None:
        with entered_platform():
            actions.stop(job=Job.objects.get(kind="try"), by=None)
        work.progress(1, 2)
        raise AssertionError("it went on")

    known(Step("a", "a", run))
    assert running.run(asked().pk).state == State.CANCELLED


def test_one_that_waits_stops_at_once_and_is_not_done(known: Known) -> None:
    known(note_in_result("a"))
    job = asked()
    with entered_platform():
        assert actions.stop(job=job, by=None).state == State.CANCELLED
    assert running.run(job.pk).result == {}


def test_a_second_one_for_the_same_city_is_refused_while_one_is_open(known: Known) -> None:
    known(note_in_result("a"))
    first = asked()
    with pytest.raises(actions.AlreadyAsked) as raised:
        asked()
    assert raised.value.job == first
    running.run(first.pk)
    assert asked() != first


def test_a_process_that_lost_the_job_writes_nothing_more(known: Known) -> None:
    def run(work: Work) -> None:
        with entered_platform():
            Job.objects.filter(kind="try").update(takes=2)  # another process took it up
        work.result["mine"] = True

    known(Step("a", "a", run))
    job = running.run(asked().pk)
    assert (job.state, job.result) == (State.RUNNING, {})


def test_the_clock_does_the_oldest_first(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    step = Step("a", "a", lambda work: seen.append(work.arguments["name"]))
    monkeypatch.setitem(kinds._kinds, "try", JobKind("try", "Try", (step,), alone=False))
    for name in ("first", "second"):
        asked(name=name)
    assert running.run_open_jobs() == 2
    assert seen == ["first", "second"]
