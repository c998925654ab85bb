"""``ostoja backup run|test|list``: backups of all cities, and whether one comes back."""

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from tenants.commands import jobs
from tenants.commands.action import Action, Options, Terminal, unknown_city
from tenants.safekeeping import backups, trials
from tenants.safekeeping.bundle_files import bundles_of
from tenants.safekeeping.telling import tell_operators


def _run_arguments(parser: CommandParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="slug", help="only these")
    parser.add_argument("--again", action="store_true", help="also what is fresh")


def _run(terminal: Terminal, options: Options) -> None:
    """Everything that has no fresh backup; operators are told of what failed."""
    _known(options["slugs"])
    try:
        job = jobs.do(terminal, "backups", slugs=options["slugs"], again=options["again"])
    except jobs.JobEnded as error:
        failed = [(one["slug"], one["error"]) for one in error.job.result.get("backups", [])]
        if failed := [row for row in failed if row[1]]:
            tell_operators("backups", {"late": failed, "failed": []})
        raise
    if terminal.as_json:
        terminal.list(job.result["backups"])


def _known(slugs: list[str]) -> None:
    unknown = sorted(set(slugs) - set(backups.everything()))
    if unknown:
        raise unknown_city(", ".join(unknown))


def _test_arguments(parser: CommandParser) -> None:
    parser.add_argument("slug", nargs="?", default="", help="default: one by lot")


def _test(terminal: Terminal, options: Options) -> None:
    """Restore a city's newest backup beside it, compare, and remove the copy."""
    if options["slug"]:
        _known([options["slug"]])
    done = trials.try_one(options["slug"])
    if done is None:
        raise CommandError(
            "There is nothing to try, or a trial is under way. `ostoja backup run` makes backups."
        )
    slug = trials.slug_of(done)
    terminal.say(
        {
            "city": slug,
            "bundle": done.bundle,
            "rows": done.rows,
            "seconds": round(done.seconds, 1),
            "result": done.error or "as it was",
        }
    )
    if done.error:
        tell_operators("backups", {"late": [], "failed": [(slug, done.error)]})
        raise CommandError(
            f"{slug} did not come back as it went in: {done.error}."
            f" Run `ostoja backup run --again {slug}` and try that one."
        )


def _list(terminal: Terminal, _options: Options) -> None:
    """The newest backup of each city, the oldest of them first; what has none comes on top."""
    rows = [(slug, bundles_of(slug)) for slug in backups.everything()]
    rows.sort(key=lambda row: row[1][0].at.timestamp() if row[1] else 0)
    terminal.list(
        [
            {
                "city": slug,
                "newest": f"{timezone.localtime(files[0].at):%Y-%m-%d %H:%M}" if files else "-",
                "kept": len(files),
            }
            for slug, files in rows
        ]
    )


ACTIONS = (
    Action("run", "back up everything that has no fresh backup", _run, _run_arguments),
    Action("test", "see whether a city comes back from its backup", _test, _test_arguments),
    Action("list", "the newest backup of each city", _list),
)
