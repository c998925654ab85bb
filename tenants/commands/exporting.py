"""``ostoja city export``: a whole city in open formats."""

import sys
from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from tenants.commands.acting import account, operator_of, takes_operator
from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.exports.writing import ExportFailed, export_city
from tenants.models import City
from tenants.safekeeping.reasons import in_words, not_written

SHORTEST_PASSPHRASE = 12


def _arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument("--to", required=True, metavar="FILE.zip", help="a new file")
    parser.add_argument(
        "--passphrase-file",
        default="",
        metavar="FILE",
        help="its first line encrypts the export in the age format (-: from the standard input)",
    )
    takes_operator(parser, required=False)


def _export(terminal: Terminal, options: Options) -> None:
    """Every table as CSV and JSON Lines, the files, and what all of it means."""
    slug, path = options["slug"], Path(options["to"]).absolute()
    operator, passphrase = operator_of(options), _passphrase(options["passphrase_file"])
    with Progress(
        console=Console(stderr=True), disable=terminal.as_json, transient=True
    ) as progress:
        bar = progress.add_task("Tables")
        try:
            done = export_city(
                slug,
                path,
                by=operator,
                account=account(),
                passphrase=passphrase,
                watch=lambda tables, total: progress.update(bar, completed=tables, total=total),
            )
        except City.DoesNotExist as error:
            raise unknown_city(slug) from error
        except OSError as error:
            said = not_written("The export", error, otherwise="use another file")
            raise CommandError(said) from error
        except ExportFailed as error:
            raise CommandError(str(error)) from error
    terminal.say(
        {
            "city": slug,
            "export": str(path),
            "rows": done.rows,
            "sha256": done.sha256,
            "encrypted": "age" if done.is_encrypted else "no: keep it where nobody else reads it",
        }
    )


def _passphrase(name: str) -> str:
    if not name:
        return ""
    try:
        first = sys.stdin.readline() if name == "-" else _first_line(Path(name))
    except (OSError, UnicodeDecodeError) as error:
        why = in_words(error) if isinstance(error, OSError) else "it is no text in UTF-8"
        raise CommandError(f"The passphrase was not read from {name}: {why}.") from error
    passphrase = first.rstrip("\r\n")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CommandError(
            f"The passphrase is too short: its line needs {SHORTEST_PASSPHRASE} characters or more."
        )
    return passphrase


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline()


ACTIONS = (Action("export", "give a city out in open formats", _export, _arguments),)
