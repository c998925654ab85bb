"""``ostoja job list|show|resume|stop``, and doing a job in the terminal that asked for it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser
from django.db import ProgrammingError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tenants.commands.action import Action, Options, Terminal
from tenants.fence import entered_platform
from tenants.jobs import actions, running
from tenants.jobs.models import OPEN, Job, State
from tenants.migrating import migrate_platform

LISTED = 30
LOOK_AGAIN = 0.5  # seconds, at a job that another process does


class JobEnded(CommandError):
    """The job was not done to its end; it carries the job."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.error or f"The job was {job.state}: `ostoja job resume {job.pk}`.")
        self.job = job


class _Bar:
    """A watcher that draws (see ``running.Watcher``)."""

    def __init__(self, terminal: Terminal, drawn: Progress) -> None:
        self.terminal, self.drawn = terminal, drawn
        self.line = drawn.add_task("", total=None)

    def step(self, label: str) -> None:
        """The next step begins."""
        self.drawn.update(self.line, description=label, completed=0, total=None)

    def progress(self, finished: int, total: int) -> None:
        """The step has come so far."""
        self.drawn.update(self.line, completed=finished, total=total or None)

    def say(self, line: str) -> None:
        """Something worth a line; machines read the result instead."""
        if not self.terminal.as_json:
            self.terminal.write(line)


@contextmanager
def _bar(terminal: Terminal) -> Iterator[_Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=terminal.as_json,
        transient=True,
    ) as drawn:
        yield _Bar(terminal, drawn)


def do(terminal: Terminal, kind: str, *, city: str = "", **arguments: Any) -> Job:
    """Ask for the job and do it here, with a bar; the job, when it is done.

    One of its kind that is open for the city, since its process died or another one is at it, is
    finished first; it is this one, where it was asked for with the same arguments. Raises
    ``JobEnded`` with the job's error.
    """
    while (job := _asked(kind, city, arguments)).arguments != arguments:
        _finish_first(terminal, job)
    return finish(terminal, job.pk)


def _finish_first(terminal: Terminal, other: Job) -> None:
    """How another job ends is said, and is no reason not to do one's own."""
    try:
        finish(terminal, other.pk)
    except JobEnded as error:
        terminal.command.stderr.write(f"An earlier job, {other.pk}, was open. {error}")


def _asked(kind: str, city: str, arguments: dict[str, Any]) -> Job:
    """The job, or one of its kind that is open for the city."""
    try:
        return _ask(kind, city, arguments)
    except actions.AlreadyAsked as error:
        return error.job


def _ask(kind: str, city: str, arguments: dict[str, Any]) -> Job:
    try:
        with entered_platform():
            return actions.ask(kind=kind, city=city, arguments=arguments, by=None)
    except ProgrammingError:  # the platform's own schema is older than jobs
        migrate_platform()
        with entered_platform():
            return actions.ask(kind=kind, city=city, arguments=arguments, by=None)


def finish(terminal: Terminal, pk: UUID) -> Job:
    """Do what is left of the job, or look on while another process does."""
    with _bar(terminal) as bar:
        job = running.run(pk, bar)
        while job.state in OPEN:
            if job.state == State.WAITING and not running.is_known(job):
                raise _of_another_release(job)
            bar.progress(job.finished, job.total)
            time.sleep(LOOK_AGAIN)
            job = running.run(pk, bar)
    if job.state != State.DONE:
        raise JobEnded(job)
    return job


def _of_another_release(job: Job) -> CommandError:
    return CommandError(
        f"Another release began the job {job.pk}, and only it can finish it."
        f" Wait for a process of that release, or `ostoja job stop {job.pk}`."
    )


def _list(terminal: Terminal, _options: Options) -> None:
    """The newest jobs, one a line."""
    with entered_platform():
        jobs = [_described(job) for job in Job.objects.all()[:LISTED]]
    if jobs or terminal.as_json:
        terminal.list(jobs)
    else:
        terminal.write("There are no jobs. Backups, restores and upgrades appear here.")


def _show(terminal: Terminal, options: Options) -> None:
    """One job with its result."""
    job = _found(options["job"])
    terminal.say({**_described(job), "result": job.result if terminal.as_json else _said_of(job)})


def _resume(terminal: Terminal, options: Options) -> None:
    """Go on where it stopped, here and now."""
    job = _found(options["job"])
    if job.state not in OPEN:
        try:
            with entered_platform():
                actions.try_again(job=job, by=None)
        except actions.NothingLeft as error:
            raise CommandError(str(error)) from error
    terminal.say(_described(finish(terminal, job.pk)))


def _stop(terminal: Terminal, options: Options) -> None:
    """It ends where nothing is half done."""
    job = _found(options["job"])
    try:
        with entered_platform():
            terminal.say(_described(actions.stop(job=job, by=None)))
    except actions.HasEnded as error:
        raise CommandError(str(error)) from error


def _found(wanted: str) -> Job:
    """A job by its id, or by what no other job's id begins with."""
    with entered_platform():
        named = Job.objects.annotate(id_in_words=Cast("pk", TextField()))
        found = list(named.filter(id_in_words__startswith=wanted.lower())[:2])
    if len(found) != 1:
        raise CommandError(f"There is no job {wanted}. `ostoja job list` lists them.")
    return found[0]


def _described(job: Job) -> dict[str, str]:
    return {
        "job": str(job.pk),
        "kind": job.kind,
        "city": job.city or "-",
        "state": job.state,
        "asked_at": f"{timezone.localtime(job.asked_at):%Y-%m-%d %H:%M}",
        "progress": f"{job.finished}/{job.total}" if job.total else "-",
        "error": job.error or "-",
    }


def _said_of(job: Job) -> str:
    return ", ".join(f"{name} {value}" for name, value in job.result.items()) or "-"


def _takes_job(parser: CommandParser) -> None:
    parser.add_argument("job", help="its id, or the beginning of it")


ACTIONS = (
    Action("list", "list the newest jobs", _list),
    Action("show", "show one job and what came of it", _show, _takes_job),
    Action("resume", "go on with a job that failed or was stopped", _resume, _takes_job),
    Action("stop", "stop a job where nothing is half done", _stop, _takes_job),
)
