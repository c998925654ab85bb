"""``ostoja city compare|blueprint``: how a city differs from its blueprint, and a new one of it."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.commands.action import Action, Options, Terminal, known, takes_slug
from tenants.documents.blueprints import BrokenBlueprint, decoded, read_text
from tenants.documents.comparing import ADDED, REMOVED, Difference, differences_of
from tenants.documents.exporting import Exported, exported, written
from tenants.documents.keeping import made_from
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.parts import Document, blueprint_names, read_blueprint

SIGNS = {ADDED: "+", REMOVED: "-"}
SHOWN = 60  # characters of a text


def named_or_file(wanted: str) -> tuple[str, str]:
    """The name of a blueprint that comes with the platform, or the text of a file of one's own."""
    if wanted in blueprint_names() or not (wanted.endswith(".toml") or os.sep in wanted):
        return wanted, ""
    try:
        text = decoded(Path(wanted).read_bytes())
    except OSError as error:
        raise CommandError(f"{wanted} cannot be read: {error.strerror}.") from error
    except BrokenBlueprint as broken:
        raise CommandError(f"{wanted}, {broken}") from None
    if not text.strip():
        raise CommandError(f"{wanted} is empty.")
    return "", text


def _compare_arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument(
        "--blueprint",
        default="",
        help=f"{' | '.join(blueprint_names())} | ./file.toml; default: the one it was made from",
    )


def _compare(terminal: Terminal, options: Options) -> None:
    """What the city has otherwise than the blueprint: + added, - removed, ~ changed."""
    city = _city(options["slug"])
    blueprint = _blueprint(options["blueprint"], city)
    found = differences_of(city, blueprint)
    if terminal.as_json:
        terminal.say(
            {
                "city": city.slug,
                "blueprint": blueprint["name"],
                "differences": [asdict(one) for one in found],
            }
        )
        return
    if not found:
        terminal.write(f"{city.slug} is as the blueprint {blueprint['name']} says.")
        return
    terminal.write(f"{city.slug} differs from the blueprint {blueprint['name']} in:")
    for one in found:
        terminal.write(_line(one))


def _line(one: Difference) -> str:
    before, after = (_short(value) for value in (one.before, one.after))
    if one.change in SIGNS:
        said = f": {before or after}" if isinstance(one.before or one.after, str) else ""
        return f"{SIGNS[one.change]} {one.section} {one.entry}{said}"
    return f"~ {one.section} {one.entry}: {before} → {after}"


def _short(value: Any) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _export_arguments(parser: CommandParser) -> None:
    takes_slug(parser)
    parser.add_argument("--to", required=True, metavar="FILE", help="for example ./sopot.toml")
    parser.add_argument("--name", default="", help="of the new blueprint; default: the file's")


def _export(terminal: Terminal, options: Options) -> None:
    """A file from which other cities can begin, with nobody's data in it."""
    city, path = _city(options["slug"]), Path(options["to"])
    with entered(city.slug):
        made = _exported(options["name"] or path.stem)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(written(made.document))
    except OSError as error:
        raise CommandError(f"{path} was not written: {error.strerror}.") from error
    left_out = ", ".join(made.left_out) or "nothing"
    terminal.say({"blueprint": made.document["name"], "file": str(path), "left_out": left_out})


def _exported(name: str) -> Exported:
    try:
        return exported(name)
    except BrokenBlueprint as broken:
        raise CommandError(" ".join(line.reason for line in broken.lines)) from None


def _city(slug: str) -> City:
    with entered_platform():
        return City.objects.get(slug=known(slug))


def _blueprint(wanted: str, city: City) -> Document:
    """The one that was named, or the one that the city was made from."""
    try:
        found = _named(wanted) if wanted else _of_city(city)
    except BrokenBlueprint as broken:
        raise CommandError(f"{wanted or city.blueprint}, {broken}") from None
    if found is None:
        raise CommandError(
            f"There is no blueprint {wanted or city.blueprint} here. {city.slug} was made from"
            f" {city.blueprint}: if that was a file, say --blueprint ./file.toml."
        )
    return found


def _named(wanted: str) -> Document | None:
    name, text = named_or_file(wanted)
    if text:
        return read_text(text)
    return read_blueprint(name) if name in blueprint_names() else None


def _of_city(city: City) -> Document | None:
    with entered_platform():
        return made_from(city)


ACTIONS = (
    Action("compare", "say how a city differs from its blueprint", _compare, _compare_arguments),
    Action("blueprint", "write a city as a new blueprint", _export, _export_arguments),
)
