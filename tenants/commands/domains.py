"""``ostoja city domain list|add|primary|remove``: the hosts under which a city answers."""

import argparse
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from tenants.commands.action import Action, Options, Terminal, takes_json, takes_slug, unknown_city
from tenants.domains.actions import add_domain, make_primary, remove_domain
from tenants.domains.names import shown
from tenants.fence import entered_platform
from tenants.models import City, Domain


def _arguments(parser: CommandParser) -> None:
    named = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name, (explained, _run) in _WAYS.items():
        words = named.add_parser(name, help=explained)
        takes_slug(words)
        if name != "list":
            words.add_argument("domain", help="for example pomoc.sopot.example")
        # The action's own --json stays as it is where this one is not said.
        takes_json(words, default=argparse.SUPPRESS)


def _run(terminal: Terminal, options: Options) -> None:
    _explained, run = _WAYS[options["what"]]
    try:
        run(terminal, options)
    except City.DoesNotExist as error:
        raise unknown_city(options["slug"]) from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _list(terminal: Terminal, options: Options) -> None:
    with entered_platform():
        city = City.objects.get(slug=options["slug"])
        rows = Domain.objects.filter(tenant=city).order_by("-is_primary", "domain")
        terminal.list([_described(row) for row in rows])


def _add(terminal: Terminal, options: Options) -> None:
    terminal.say(_described(add_domain(slug=options["slug"], domain=options["domain"])))


def _primary(terminal: Terminal, options: Options) -> None:
    make_primary(slug=options["slug"], domain=options["domain"])
    _list(terminal, options)


def _remove(terminal: Terminal, options: Options) -> None:
    host = remove_domain(slug=options["slug"], domain=options["domain"])
    terminal.say({"removed": host})


def _described(row: Domain) -> dict[str, str]:
    return {
        "domain": row.domain,
        "shown": shown(row.domain),
        "is": "primary" if row.is_primary else "another",
    }


_WAYS: dict[str, tuple[str, Callable[[Terminal, Options], None]]] = {
    "list": ("list the city's domains", _list),
    "add": ("let the city answer under another domain", _add),
    "primary": ("use this domain in the city's links", _primary),
    "remove": ("give a domain up; no other city may have it for a year", _remove),
}

ACTIONS = (Action("domain", "list, add or remove a city's domains", _run, _arguments),)
