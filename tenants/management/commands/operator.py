"""``ostoja operator invite|list|reset``: who runs the platform and its console."""

import argparse
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from ostoja.accounts.models import User
from ostoja.ui.languages import staff_languages
from tenants.addresses import invitation_address
from tenants.hosts import operator_host
from tenants.operators import NewOperator, invite_operator, operators, reset_second_factor


class Command(BaseCommand):
    """Every action prints for people, or with ``--json`` for machines."""

    help = "Invite an operator of the platform, list the operators, or reset a second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        inviting = actions.add_parser("invite", help="print a link that lets an operator in, once")
        inviting.add_argument("--email", required=True, help="the operator's own address at work")
        inviting.add_argument("--name", required=True, help="name and surname")
        inviting.add_argument(
            "--language", default="pl", choices=staff_languages(), help="default: pl"
        )
        resetting = actions.add_parser(
            "reset", help="let an operator who lost telephone and codes set up a second factor anew"
        )
        resetting.add_argument("--email", required=True)
        for each in (inviting, resetting, actions.add_parser("list", help="list the operators")):
            each.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, options["action"])(options)

    def invite(self, options: Mapping[str, Any]) -> None:
        """Make an invitation; an earlier link to the same address stops working."""
        wanted = NewOperator(options["email"], options["name"], options["language"])
        try:
            invitation, token = invite_operator(wanted)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        link = invitation_address(
            operator_host(),
            token,
            routes=settings.OPERATOR_URLCONF,
            language=invitation.language,
        )
        made = {
            "operator": invitation.email,
            "invitation": link,
            "works_until": f"{timezone.localtime(invitation.expires_at):%Y-%m-%d %H:%M}",
        }
        self._print(options, made)

    def reset(self, options: Mapping[str, Any]) -> None:
        """Their password alone lets them in next, and leads to setting up a new second factor."""
        try:
            operator = reset_second_factor(options["email"])
        except User.DoesNotExist as error:
            raise CommandError(
                f"{options['email']} is no operator. `ostoja operator list` lists them."
            ) from error
        self._print(options, _described(operator))

    def list(self, options: Mapping[str, Any]) -> None:
        """All operators, one a line, those who are switched off too."""
        rows = [_described(one) for one in operators()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("  ".join(row.values()))

    def _print(self, options: Mapping[str, Any], values: Mapping[str, str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False))
            return
        for name, value in values.items():
            self.stdout.write(f"{name}: {value}")


def _described(operator: User) -> dict[str, str]:
    return {
        "email": operator.email,
        "name": operator.full_name,
        "state": "active" if operator.is_active else "switched off",
    }
