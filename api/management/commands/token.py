"""``ostoja token create``: a token for a program, printed once."""

import argparse
import json
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from api import actions, scopes
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import User
from tenants.fence import FenceError, entered, entered_platform
from tenants.models import City


class Command(BaseCommand):
    """Prints the bare token for people, or with ``--json`` all about it for machines."""

    help = "Make a token that lets a program use a city's API for a person."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_subparsers(dest="action", required=True)
        create = chosen.add_parser("create", help="make a token and print it once")
        create.add_argument("--city", required=True, help="the city's slug, for example gdansk")
        create.add_argument("--user", required=True, help="e-mail address of the person")
        create.add_argument(
            "--scope",
            action="append",
            choices=scopes.ALL,
            help="may be given several times; default: write, which is everything they may do",
        )
        create.add_argument(
            "--days",
            type=int,
            default=actions.LASTS,
            help=f"how long it lasts, at most {actions.LONGEST}; default {actions.LASTS}",
        )
        create.add_argument("--name", default="command line", help="what it is for")
        create.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, options["action"])(options)

    def create(self, options: Mapping[str, Any]) -> None:
        """Make the token of one person in one city."""
        if not 1 <= options["days"] <= actions.LONGEST:
            raise CommandError(f"--days is a number from 1 to {actions.LONGEST}.")
        if len(options["name"]) > 100:
            raise CommandError("--name has at most 100 characters.")
        _refuse_unknown_city(options["city"])
        with entered(options["city"]):
            row, token = actions.create_token(
                user=_person(options["user"]),
                name=options["name"],
                scopes=options["scope"] or [scopes.WRITE],
                days=options["days"],
                by=None,
            )
        if not options["json"]:
            self.stdout.write(token)
            return
        about = {
            "token": token,
            "city": options["city"],
            "user": options["user"],
            "scopes": row.scopes,
            "expires_at": row.expires_at.isoformat(),
        }
        self.stdout.write(json.dumps(about, ensure_ascii=False))


def _refuse_unknown_city(slug: str) -> None:
    try:
        with entered_platform():
            known = City.objects.filter(slug=slug).exists()
    except FenceError:
        known = False
    if not known:
        raise CommandError(f"There is no city {slug}. `ostoja city list` lists them.")


def _person(email: str) -> User:
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None or not may_sign_in(found):
        raise CommandError(f"Nobody active has the address {email} in this city.")
    return found
