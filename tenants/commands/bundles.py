"""``ostoja city backup|restore|discard``: one city in one encrypted file, and back again."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import default_path, write_bundle
from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.models import City
from tenants.stages import NoCopy, discard_copy


def _backup_arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument("--to", default="", help="default: a new file in BACKUP_ROOT")


def _backup(terminal: Terminal, options: Options) -> None:
    """One city in one encrypted file."""
    path = Path(options["to"] or default_path(options["slug"]))
    try:
        manifest = write_bundle(options["slug"], path)
    except City.DoesNotExist as error:
        raise unknown_city(options["slug"]) from error
    except OSError as error:
        raise CommandError(
            f"The bundle was not written: {error}. Make room, or use --to."
        ) from error
    rows = sum(manifest.rows.values())
    terminal.say({"city": manifest.slug, "bundle": str(path), "rows": str(rows)})


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
    try:
        city = restore_bundle(
            Path(options["bundle"]), beside=options["beside"], over=options["over"]
        )
    except (BundleRefused, OSError) as error:
        raise CommandError(str(error)) from error
    terminal.say({"city": city.slug, "stage": city.stage})


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
