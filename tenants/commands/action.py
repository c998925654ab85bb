"""An action of a command, and the command that is made of several of them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rich.console import Console
from rich.progress import track

from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.lost import SchemaMissing, refuse_lost

Options = Mapping[str, Any]
Thing = TypeVar("Thing")


class Terminal:
    """Where an action prints: for people, or with ``--json`` for machines."""

    def __init__(self, command: BaseCommand, *, as_json: bool) -> None:
        self.command = command
        self.as_json = as_json

    def say(self, values: Mapping[str, object]) -> None:
        """One thing: a line for each fact, or one object."""
        if self.as_json:
            self.write(json.dumps(values, ensure_ascii=False))
            return
        for name, value in values.items():
            self.write(f"{name}: {value}")

    def list(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Many things: a line for each, or one array."""
        if self.as_json:
            self.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.write("  ".join(str(value) for value in row.values()))

    def write(self, line: str) -> None:
        """A line on the standard output."""
        self.command.stdout.write(line)

    def progress(self, things: Iterable[Thing], *, of: int, what: str) -> Iterable[Thing]:
        """The same things, with a bar on the standard error that says how many there were."""
        return track(
            things,
            total=of,
            description=what,
            console=Console(stderr=True),
            disable=self.as_json,
        )


def _nothing(_parser: CommandParser) -> None:
    """Most actions take no words of their own."""


@dataclass(frozen=True, slots=True)
class Action:
    """``ostoja <command> <name>``: what it does, which words it takes."""

    name: str
    help: str
    run: Callable[[Terminal, Options], None]
    arguments: Callable[[CommandParser], None] = _nothing


def takes_slug(parser: CommandParser) -> None:
    """For an action on one city."""
    parser.add_argument("slug")


def takes_json(parser: CommandParser, *, default: Any = False) -> None:
    """For whatever a machine may ask too."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="answer in JSON, for machines"
    )


class ActionsCommand(BaseCommand):
    """A command whose first word is the name of an action. Each of them takes ``--json``."""

    actions: Sequence[Action] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        named = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        for action in self.actions:
            words = named.add_parser(action.name, help=action.help)
            action.arguments(words)
            takes_json(words)

    def handle(self, *args: Any, **options: Any) -> None:
        [action] = [one for one in self.actions if one.name == options["action"]]
        with translation.override("en"):
            action.run(Terminal(self, as_json=options["json"]), options)


def known(slug: str) -> str:
    """The slug of a city that is whole; refuses one that nobody has, or that is lost."""
    with entered_platform():
        if not City.objects.filter(slug=slug).exists():
            raise unknown_city(slug)
    try:
        refuse_lost(slug)
    except SchemaMissing as error:
        raise CommandError(str(error)) from error
    return slug


def unknown_city(slug: str) -> CommandError:
    """What is said of a slug that no city has."""
    return CommandError(f"There is no city {slug}. `ostoja city list` lists them.")
