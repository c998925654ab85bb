"""Asking for a job, stopping it, trying it again. All in the platform's schema."""

from typing import Any

from django.db import connection
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.jobs.kinds import kind_named
from tenants.jobs.models import OPEN, Job, State


class AlreadyAsked(RuntimeError):
    """Such a job is open for this city; it carries that job."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"A job “{job}” is open already: `ostoja job show {job.pk}`.")
        self.job = job


class NothingLeft(RuntimeError):
    """The job is open or done, so that there is nothing to try again."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"The job is {job.state}: only one that failed or was stopped goes on.")


class HasEnded(RuntimeError):
    """The job has ended, so that there is nothing to stop."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"The job is {job.state} already: there is nothing to stop.")


@action
def ask(*, kind: str, city: str = "", arguments: dict[str, Any], by: User | None) -> Job:
    """A new job that waits. Raises ``AlreadyAsked`` where one of its kind is open for the city.

    Whoever asks either runs it (``running.run``) or calls ``tasks.wake`` after the commit.
    """
    wanted = kind_named(kind)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"job {kind} {city}"])
    if wanted.alone:
        open_one = Job.objects.filter(kind=kind, city=city, state__in=OPEN).first()
        if open_one is not None:
            raise AlreadyAsked(open_one)
    job = Job.objects.create(
        kind=kind,
        city=city,
        arguments=arguments,
        step=wanted.steps[0].name,
        asked_by_id=by.pk if by else None,
        asked_by_name=by.full_name if by else "",
    )
    record("job.asked", by=by, on=job, kind=kind, city=city)
    return job


@action
def stop(*, job: Job, by: User | None) -> Job:
    """It ends at the next point at which nothing is half done; one that waits ends at once.

    Raises ``HasEnded``.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in OPEN:
        raise HasEnded(job)
    if job.state == State.WAITING:
        job.state, job.ended_at = State.CANCELLED, timezone.now()
    job.stop_asked = True
    job.save(update_fields=["state", "ended_at", "stop_asked"])
    record("job.stopped", by=by, on=job, kind=job.kind, city=job.city)
    return job


@action
def try_again(*, job: Job, by: User | None) -> Job:
    """A job that failed or was stopped goes on at the step that it did not finish.

    Raises ``NothingLeft`` for any other.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in {State.FAILED, State.CANCELLED}:
        raise NothingLeft(job)
    job.state, job.ended_at, job.error = State.WAITING, None, ""
    job.takes, job.stop_asked = 0, False
    job.save(update_fields=["state", "ended_at", "error", "takes", "stop_asked"])
    record("job.tried_again", by=by, on=job, kind=job.kind, city=job.city)
    return job
