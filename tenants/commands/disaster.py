"""``ostoja disaster restore|rehearse``: everything from backups and keys alone."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from tenants.commands.action import Action, Options, Terminal
from tenants.disaster.recovering import recover
from tenants.disaster.rehearsing import rehearse


def _restore(terminal: Terminal, _options: Options) -> None:
    """Into a database that `ostoja database prepare` has just made; may be run again."""
    done = []
    for one in recover():
        done.append(asdict(one))
        if not terminal.as_json:
            terminal.write(_line(done[-1]))
    if terminal.as_json:
        terminal.list(done)
    _complain(done)


def _complain(done: Sequence[Mapping[str, Any]]) -> None:
    lost = [one for one in done if one["error"]]
    if lost:
        back = "did not come back as it was" if _is_there(lost[0]) else "did not come back"
        raise CommandError(
            f"{len(lost)} of {len(done)} {back}: {lost[0]['slug']}: {lost[0]['error']}"
            " Mend that and run it again: what is there stays."
        )


def _is_there(one: Mapping[str, Any]) -> bool:
    return bool(one["state"] == "restored")


def _line(one: Mapping[str, Any]) -> str:
    if not _is_there(one):
        return f"{one['slug']}: {one['state']} {one['error']}".rstrip()
    older = f", passed over: {'; '.join(one['passed_over'])}" if one["passed_over"] else ""
    wrong = f" {one['error']}" if one["error"] else ""
    rows = f"{one['rows']} rows of {one['made_at']} in {one['seconds']:.1f} s"
    return f"{one['slug']}: {rows}{older}{wrong}"


def _rehearse_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "--admin-url",
        default=os.environ.get("DATABASE_ADMIN_URL", ""),
        help="an administrator's address of the server on which a database is made and dropped",
    )
    parser.add_argument("--backups", default="", help="default: BACKUP_ROOT")
    parser.add_argument("--keys", default="", help="a copy of KEYS_ROOT; default: KEYS_ROOT")


def _rehearse(terminal: Terminal, options: Options) -> None:
    """The same for real, beside everything, and gone again; says how long it took."""
    if not options["admin_url"]:
        raise CommandError("Say where: --admin-url postgresql://administrator@server/postgres.")
    backups = Path(options["backups"] or settings.BACKUP_ROOT).absolute()
    keys = Path(options["keys"] or settings.KEYS_ROOT).absolute()
    for folder in (backups, keys):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
    try:
        done = rehearse(options["admin_url"], backups, keys)
    except psycopg.Error as error:
        first = str(error).strip().partition("\n")[0]
        raise CommandError(f"The database for the rehearsal was not made: {first}") from error
    if terminal.as_json:
        terminal.say({"seconds": round(done.seconds, 1), "cities": done.cities})
    else:
        for one in done.cities:
            terminal.write(_line(one))
        terminal.write(f"all of it took {done.seconds:.0f} seconds")
    if done.error:
        raise CommandError(f"The rehearsal failed. {done.error}")


ACTIONS = (
    Action("restore", "bring everything back into a prepared, empty database", _restore),
    Action("rehearse", "try that out in a database of its own", _rehearse, _rehearse_arguments),
)
