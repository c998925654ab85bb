"""Doing a job: under a lock that ends with its process, one step after the other."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.fence import entered_platform
from tenants.jobs.kinds import MOST_TAKES, JobFailed, JobKind, JobStopped, Step, kind_named
from tenants.jobs.models import OPEN, Job, State
from tenants.safekeeping.lost import SchemaMissing
from tenants.safekeeping.reasons import is_full, reason

logger = logging.getLogger(__name__)
LONGEST_ERROR = 500


class Watcher(Protocol):
    """Somebody who looks on, such as a terminal."""

    def step(self, label: str) -> None:
        """The next step begins."""

    def progress(self, finished: int, total: int) -> None:
        """The step has come so far."""

    def say(self, line: str) -> None:
        """Something worth a line."""


class Nobody:
    """Nobody looks on."""

    def step(self, label: str) -> None:
        """Nothing."""

    def progress(self, finished: int, total: int) -> None:
        """Nothing."""

    def say(self, line: str) -> None:
        """Nothing."""


class _Work:
    """What the steps of one job are given (see ``kinds.Work``)."""

    def __init__(self, job: Job, watcher: Watcher) -> None:
        self.pk, self.takes = job.pk, job.takes
        self.city, self.asked_at = job.city, job.asked_at
        self.again = job.takes > 1
        self.arguments: dict[str, Any] = job.arguments
        self.result: dict[str, Any] = job.result
        self.by = asker_of(job)
        self.watcher = watcher

    def progress(self, finished: int, total: int) -> None:
        self.write(finished=finished, total=total, moved_at=timezone.now())
        self.watcher.progress(finished, total)
        with entered_platform():
            if Job.objects.filter(pk=self.pk, stop_asked=True).exists():
                raise JobStopped

    def say(self, line: str) -> None:
        self.watcher.say(line)

    def write(self, **changes: Any) -> None:
        """Only the process that took the job up last may write."""
        with entered_platform():
            if not Job.objects.filter(pk=self.pk, takes=self.takes).update(**changes):
                raise JobStopped


def asker_of(job: Job) -> User | None:
    """The operator as the record names them, also once their account is gone."""
    if job.asked_by_id is None:
        return None
    return User(pk=job.asked_by_id, full_name=job.asked_by_name)


def run(pk: UUID, watcher: Watcher | None = None) -> Job:
    """Do what is left of the job, unless another process does; the job as it is then.

    Never raises for what goes wrong in the job: that stands in its row.
    """
    with _alone(pk) as is_alone:
        if is_alone and (job := _take_up(pk)) is not None:
            _do(job, watcher or Nobody())
    with entered_platform():
        return Job.objects.get(pk=pk)


def run_open_jobs() -> int:
    """Every job that waits, or whose process died, the oldest first; how many were looked at."""
    with entered_platform():
        waiting = list(
            Job.objects.filter(state__in=OPEN).order_by("asked_at").values_list("pk", flat=True)
        )
    for pk in waiting:
        run(pk)
    return len(waiting)


@contextmanager
def _alone(pk: UUID) -> Iterator[bool]:
    """Hold the job for as long as this process and its connection live."""
    name = f"job {pk}"
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        [is_alone] = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            _let_go(name)


def _let_go(name: str) -> None:
    try:
        with entered_platform(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [name])
    except DatabaseError:
        logger.warning("The lock of %s went with its connection", name)


def _take_up(pk: UUID) -> Job | None:
    with entered_platform(), transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk, state__in=OPEN).first()
        if job is None:
            return None
        if not is_known(job):
            _leave(job)
            return None
        if job.takes >= MOST_TAKES:
            _end(job, State.FAILED, f"It was interrupted {MOST_TAKES} times.")
            return None
        job.takes += 1
        job.state = State.RUNNING
        job.started_at = job.started_at or timezone.now()
        job.save(update_fields=["takes", "state", "started_at"])
    return job


def is_known(job: Job) -> bool:
    """Whether this release can do it: another one may have begun it, at a step that it lacks."""
    try:
        steps = kind_named(job.kind).steps
    except KeyError:
        return False
    return job.step in {"", *(step.name for step in steps)}


def _leave(job: Job) -> None:
    """To a process of its own release, which may take it up as often as before."""
    if job.stop_asked:
        _end(job, State.CANCELLED)
    elif job.state != State.WAITING:
        logger.warning("Job %s is of another release: %s, %s", job.pk, job.kind, job.step)
        job.state = State.WAITING
        job.save(update_fields=["state"])


def _do(job: Job, watcher: Watcher) -> None:
    work = _Work(job, watcher)
    try:
        kind = kind_named(job.kind)
        for place, step in _left(kind, job.step):
            watcher.step(str(step.label))
            work.progress(0, 0)
            _do_step(work, step, following=_name_at(kind, place + 1))
    except JobStopped:
        _end_unless_taken(job, State.CANCELLED)
    except OperationalError as error:  # the database was away, or a table was held
        logger.warning("Job %s was interrupted: %s", job.pk, type(error).__name__)
        _wait_again(job, error)
    except Exception as error:
        logger.warning("Job %s failed", job.pk, exc_info=error)
        _end_unless_taken(job, State.FAILED, said(error), work.result)
    else:
        _end_unless_taken(job, State.DONE)


def _left(kind: JobKind, first: str) -> Iterator[tuple[int, Step]]:
    """The steps from the one that was not finished; none if all were."""
    start = [*(step.name for step in kind.steps), ""].index(first)
    yield from list(enumerate(kind.steps))[start:]


def _name_at(kind: JobKind, place: int) -> str:
    return kind.steps[place].name if place < len(kind.steps) else ""


def _do_step(work: _Work, step: Step, *, following: str) -> None:
    with ExitStack() as stack:
        if step.whole:
            stack.enter_context(transaction.atomic())
        step.run(work)
        work.write(step=following, result=work.result, moved_at=timezone.now())


def said(error: Exception) -> str:
    """What operators are told: our own words, or what the system said, but not of which file.

    Other errors may repeat what stood in a row, so only their kind is named.
    """
    if isinstance(error, JobFailed):
        return str(error)[:LONGEST_ERROR]
    if isinstance(error, ValidationError):
        return " ".join(error.messages)[:LONGEST_ERROR]
    if isinstance(error, OSError | SchemaMissing) or is_full(error):
        return reason(error)
    return type(error).__name__


def _wait_again(job: Job, error: Exception) -> None:
    if job.takes >= MOST_TAKES:
        _end_unless_taken(job, State.FAILED, said(error))
        return
    with entered_platform():
        Job.objects.filter(pk=job.pk, takes=job.takes).update(state=State.WAITING)


def _end_unless_taken(
    job: Job, state: State, error: str = "", result: dict[str, Any] | None = None
) -> None:
    with entered_platform(), transaction.atomic():
        here = Job.objects.select_for_update().filter(
            pk=job.pk, takes=job.takes, state=State.RUNNING
        )
        if (found := here.first()) is not None:
            found.result = result or found.result
            _end(found, state, error)


@action
def _end(job: Job, state: State, error: str = "") -> None:
    job.state, job.error, job.ended_at = state, error, timezone.now()
    job.save(update_fields=["state", "error", "result", "ended_at"])
    record(f"job.{state}", by=None, on=job, kind=job.kind, city=job.city)
