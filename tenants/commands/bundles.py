"""``ostoja city backup|restore|discard``: one city in one encrypted file, and back again."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from tenants.bundles.writing import default_path
from tenants.commands import jobs
from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.fence import entered_platform
from tenants.models import City
from tenants.stages import NoCopy, discard_copy


def _backup_arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument("--to", default="", help="default: a new file in BACKUP_ROOT")


def _backup(terminal: Terminal, options: Options) -> None:
    """One city in one encrypted file."""
    slug = options["slug"]
    with entered_platform():
        if not City.objects.filter(slug=slug).exists():
            raise unknown_city(slug)
    path = Path(options["to"] or default_path(slug)).absolute()
    if path.exists():
        raise CommandError(f"The bundle was not written: {path} is there already. Use --to.")
    job = jobs.do(terminal, "backup", city=slug, to=str(path))
    rows = str(job.result.get("rows", "-"))
    terminal.say({"city": slug, "bundle": job.result["bundle"], "rows": rows})


def _restore_arguments(parser: CommandParser) -> None:
    parser.add_argument("bundle", help="the file that `ostoja city backup` wrote")
    parser.add_argument(
        "--as", dest="beside", default="", help="another slug: look something up beside it"
    )
    parser.add_argument(
        "--over", action="store_true", help="replace a city that is there and not suspended"
    )


def _restore(terminal: Terminal, options: Options) -> None:
    """A city as it was in its bundle; what it was before is gone unless ``--as`` is given."""
    job = jobs.do(
        terminal,
        "restore",
        city=options["beside"],
        bundle=str(Path(options["bundle"]).absolute()),
        beside=options["beside"],
        over=options["over"],
    )
    terminal.say({"city": job.result["city"], "stage": job.result["stage"]})


def _discard(terminal: Terminal, options: Options) -> None:
    """A copy that was put beside its city, with its key; a city itself is never removed."""
    try:
        discard_copy(options["slug"])
    except (City.DoesNotExist, NoCopy) as error:
        raise CommandError(
            f"{options['slug']} is no copy that `ostoja city restore --as` made."
        ) from error
    terminal.say({"discarded": options["slug"]})


ACTIONS = (
    Action("backup", "write a city into one encrypted file", _backup, _backup_arguments),
    Action("restore", "bring a city back from its file", _restore, _restore_arguments),
    Action("discard", "remove a copy that `restore --as` made", _discard, takes_slug),
)
