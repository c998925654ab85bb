"""``ostoja token create``: a token for a program, printed once."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from api import actions, scopes
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import User
from tenants.commands.action import takes_json
from tenants.fence import Entered, FenceError, entered, entered_platform
from tenants.models import City

Options = Mapping[str, Any]
EVERY_SCOPE = tuple(dict.fromkeys((*scopes.ALL, *scopes.OF_OPERATORS)))


class Command(BaseCommand):
    """Prints the bare token for people, or with ``--json`` all about it for machines."""

    help = "Make a token that lets a program use the API of a city or of the platform."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_subparsers(dest="action", required=True)
        create = chosen.add_parser("create", help="make a token and print it once")
        create.add_argument("--city", default="", help="the city's slug, for example gdansk")
        create.add_argument("--user", default="", help="e-mail address of the person in the city")
        create.add_argument("--operator", default="", help="e-mail address of an operator instead")
        create.add_argument(
            "--scope",
            action="append",
            choices=EVERY_SCOPE,
            help="may be given several times; default: write, which is everything they may do,"
            " and for an operator read",
        )
        create.add_argument(
            "--days",
            type=int,
            default=actions.LASTS,
            help=f"how long it lasts, at most {actions.LONGEST}; default {actions.LASTS}",
        )
        create.add_argument("--name", default="command line", help="what it is for")
        takes_json(create)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, options["action"])(options)

    def create(self, options: Options) -> None:
        """Make the token of one person in one city, or of one operator."""
        whose = _whose(options)
        if not 1 <= options["days"] <= actions.LONGEST:
            raise CommandError(f"--days is a number from 1 to {actions.LONGEST}.")
        if len(options["name"]) > 100:
            raise CommandError("--name has at most 100 characters.")
        with _place(options["city"]):
            row, token = actions.create_token(
                user=_person(*whose),
                name=options["name"],
                scopes=_scopes(options),
                days=options["days"],
                by=None,
            )
        if not options["json"]:
            self.stdout.write(token)
            return
        about = {
            "token": token,
            **({"city": options["city"]} if options["city"] else {}),
            whose[0]: whose[1],
            "scopes": row.scopes,
            "expires_at": row.expires_at.isoformat(),
        }
        self.stdout.write(json.dumps(about, ensure_ascii=False))


def _whose(options: Options) -> tuple[str, str]:
    """The option that names the person, and the address in it."""
    in_city, operator = options["city"] and options["user"], options["operator"]
    if bool(in_city) == bool(operator) or (operator and (options["city"] or options["user"])):
        raise CommandError("Say --city and --user, or --operator alone.")
    return ("operator", operator) if operator else ("user", options["user"])


def _scopes(options: Options) -> list[str]:
    """An operator's token reaches every city, so it only reads unless more is said."""
    chosen = options["scope"] or [scopes.READ if options["operator"] else scopes.WRITE]
    offered = scopes.offered_here()
    if wrong := [scope for scope in chosen if scope not in offered]:
        raise CommandError(f"There is no scope {wrong[0]} here. There are: {', '.join(offered)}.")
    return chosen


def _place(slug: str) -> Entered:
    if not slug:
        return entered_platform()
    try:
        with entered_platform():
            known = City.objects.filter(slug=slug).exists()
    except FenceError:
        known = False
    if not known:
        raise CommandError(f"There is no city {slug}. `ostoja city list` lists them.")
    return entered(slug)


def _person(option: str, email: str) -> User:
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is not None and may_sign_in(found):
        return found
    if option == "operator":
        raise CommandError(
            f"{email} is no operator who is active. `ostoja operator list` lists them."
        )
    raise CommandError(f"Nobody active has the address {email} in this city.")
