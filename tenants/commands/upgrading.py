"""``ostoja city upgrade``: hundreds of cities are brought up to date."""

from django.core.management.base import CommandParser

from tenants.commands import jobs
from tenants.commands.action import Action, Options, Terminal, known
from tenants.jobs.models import Job
from tenants.safekeeping.lost import SchemaMissing, lost_cities


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="slug", help="only these")


def _upgrade(terminal: Terminal, options: Options) -> None:
    """Every city, with what became of it; those that failed keep serving as they were."""
    for slug in options["slugs"]:
        known(slug)
    try:
        job = jobs.do(terminal, "upgrade", slugs=options["slugs"])
    except jobs.JobEnded as error:
        _list(terminal, error.job)
        for slug in lost_cities():
            terminal.command.stderr.write(str(SchemaMissing(slug)))
        raise
    _list(terminal, job)


def _list(terminal: Terminal, job: Job) -> None:
    """For machines: people have read a line for each city."""
    if terminal.as_json:
        terminal.list(job.result.get("cities", []))


ACTIONS = (Action("upgrade", "bring cities up to date; all of them", _upgrade, _arguments),)
