"""``ostoja keys rewrap``: the keys of all cities under a new key of the installation."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from tenants.commands.action import Action, Options, Terminal
from tenants.safekeeping.rewrapping import Rewrapped, RewrapUnderWay, rewrap


def _arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a copy of KEYS_ROOT, such as the keys' own backup; may be given several times",
    )
    parser.add_argument(
        "--bundles", action="store_true", help="encrypt the files in BACKUP_ROOT anew, too"
    )


def _rewrap(terminal: Terminal, options: Options) -> None:
    """Run it after a new key was put first in ENCRYPTION_KEYS, as often as you like."""
    folders = tuple(Path(name) for name in options["also"])
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Give a copy of KEYS_ROOT.")
    try:
        done = rewrap(also=folders, bundles=options["bundles"])
    except RewrapUnderWay as error:
        raise CommandError(str(error)) from error
    terminal.say(
        {
            "keys": done.keys,
            "rewrapped": done.rewrapped,
            "bundles": done.bundles,
            "encrypted_anew": done.resealed,
            "bundles_under_older_keys": done.under_older_keys,
            "bundles_of_deleted_cities": done.closed,
            "older_keys": _advice(done),
        }
    )
    if done.errors:
        raise CommandError(f"{len(done.errors)} could not be opened: {'; '.join(done.errors)}")


def _advice(done: Rewrapped) -> str:
    """Whether the older keys may be taken out of ENCRYPTION_KEYS."""
    if len(settings.ENCRYPTION_KEYS) == 1:
        return "there are none"
    if done.errors:
        return "keep them until what is named below is mended"
    if done.under_older_keys:
        return "keep them: bundles need them. Run it with --bundles, or wait until they are gone"
    return (
        "may be removed from ENCRYPTION_KEYS, if no copy of KEYS_ROOT and no bundle lies anywhere"
        " else; keep them where you keep those"
    )


ACTIONS = (
    Action("rewrap", "put all keys under the first of ENCRYPTION_KEYS", _rewrap, _arguments),
)
