"""Who acts: an operator who shows a second factor, or the account on the server."""

import getpass
import os
import sys

from django.core.management.base import CommandError, CommandParser

from ostoja.accounts.models import User
from tenants.commands.action import Options
from tenants.operators import OperatorRefused, operator_with_code


def takes_operator(parser: CommandParser, *, required: bool) -> None:
    """``--as-operator`` and the code of that operator's app."""
    parser.add_argument(
        "--as-operator", required=required, default="", metavar="EMAIL", help="who does this"
    )
    parser.add_argument(
        "--code", default="", help="what that operator's app shows now; asked for if left out"
    )


def operator_of(options: Options) -> User | None:
    """The operator who was named and showed the second factor; None if nobody was named."""
    email = options["as_operator"]
    if not email:
        return None
    try:
        return operator_with_code(email, options["code"] or _asked_for())
    except OperatorRefused as error:
        raise CommandError(str(error)) from error


def the_operator(options: Options) -> User:
    """The same where somebody must be named."""
    operator = operator_of(options)
    if operator is None:
        raise CommandError("Say who you are: --as-operator EMAIL.")
    return operator


def account() -> str:
    """The account on the server that runs the command, or in whose name ``sudo`` does."""
    return os.environ.get("SUDO_USER") or getpass.getuser()


def _asked_for() -> str:
    """Not as a word of the command where it can be helped: those are seen by everybody."""
    if sys.stdin.isatty():
        return getpass.getpass("Code of the authenticator app: ")
    return sys.stdin.readline().strip()
