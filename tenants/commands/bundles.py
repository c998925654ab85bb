"""``ostoja city backup|restore|discard``: one city in one encrypted file, and back again."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from tenants.bundles.sealing import BundleRefused, schemas_that_open
from tenants.bundles.writing import default_path
from tenants.commands import jobs
from tenants.commands.action import Action, Options, Terminal, known, takes_slug
from tenants.fence import entered_platform, slug_of
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.models import City
from tenants.safekeeping.bundle_files import bundle_called
from tenants.safekeeping.reasons import in_words
from tenants.stages import NoCopy, discard_copy


def _backup_arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument("--to", default="", help="default: a new file in BACKUP_ROOT")


def _backup(terminal: Terminal, options: Options) -> None:
    """One city in one encrypted file."""
    slug = options["slug"]
    known(slug)
    path = Path(options["to"] or default_path(slug)).absolute()
    if path.exists():
        raise CommandError(f"The bundle was not written: {path} is there already. Use --to.")
    job = jobs.do(terminal, "backup", city=slug, to=str(path))
    rows = str(job.result.get("rows", "-"))
    terminal.say({"city": slug, "bundle": job.result["bundle"], "rows": rows})


def _restore_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "bundle", help="the file that `ostoja city backup` wrote, or its name in BACKUP_ROOT"
    )
    parser.add_argument(
        "--as", dest="beside", default="", help="another slug: look something up beside it"
    )
    parser.add_argument(
        "--over", action="store_true", help="replace a city that is there and not suspended"
    )


def _restore(terminal: Terminal, options: Options) -> None:
    """A city as it was in its bundle; what it was before is gone unless ``--as`` is given."""
    path = _bundle(options["bundle"])
    job = jobs.do(
        terminal,
        "restore",
        city=_city_in(path),
        bundle=str(path),
        beside=options["beside"],
        over=options["over"],
    )
    terminal.say({"city": job.result["city"], "stage": job.result["stage"]})


def _bundle(name: str) -> Path:
    """A file, or the mere name of one that lies in ``BACKUP_ROOT``."""
    path = Path(name).absolute()
    if not path.is_file():
        path = bundle_called(name) or path
    if not path.is_file():
        raise CommandError(
            f"There is no file {name} here, and none in BACKUP_ROOT. `ostoja backup list` says"
            " of which cities there are bundles."
        )
    return path.absolute()


def _city_in(path: Path) -> str:
    """Whose bundle it is, so that the job can be found under the city's name."""
    try:
        with path.open("rb") as file:
            schemas = set(schemas_that_open(file))
    except BundleRefused as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{path} was not read: {in_words(error)}.") from error
    with entered_platform():
        copies = City.objects.exclude(copy_of="").values_list("schema_name", flat=True)
        cities = sorted(schemas - {*copies, PLATFORM_SCHEMA})
    return slug_of(cities[0]) if cities else ""


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
