"""``ostoja operator invite|reset|list``: who runs the platform and its console."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.ui.languages import staff_languages
from tenants.addresses import invitation_address
from tenants.commands.action import Action, Options, Terminal
from tenants.hosts import operator_host
from tenants.operators import NewOperator, invite_operator, operators, reset_second_factor


def _invite_arguments(parser: CommandParser) -> None:
    parser.add_argument("--email", required=True, help="the operator's own address at work")
    parser.add_argument("--name", required=True, help="name and surname")
    parser.add_argument("--language", default="pl", choices=staff_languages(), help="default: pl")


def _invite(terminal: Terminal, options: Options) -> None:
    """Make an invitation; an earlier link to the same address stops working."""
    wanted = NewOperator(options["email"], options["name"], options["language"])
    try:
        invitation, token = invite_operator(wanted)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    link = invitation_address(
        operator_host(), token, routes=settings.OPERATOR_URLCONF, language=invitation.language
    )
    terminal.say(
        {
            "operator": invitation.email,
            "invitation": link,
            "works_until": f"{timezone.localtime(invitation.expires_at):%Y-%m-%d %H:%M}",
        }
    )


def _reset_arguments(parser: CommandParser) -> None:
    parser.add_argument("--email", required=True)


def _reset(terminal: Terminal, options: Options) -> None:
    """Their password alone lets them in next, and leads to setting up a new second factor."""
    try:
        operator = reset_second_factor(options["email"])
    except User.DoesNotExist as error:
        raise CommandError(
            f"{options['email']} is no operator. `ostoja operator list` lists them."
        ) from error
    terminal.say(_described(operator))


def _list(terminal: Terminal, _options: Options) -> None:
    """All operators, one a line, those who are switched off too."""
    terminal.list([_described(one) for one in operators()])


def _described(operator: User) -> dict[str, str]:
    return {
        "email": operator.email,
        "name": operator.full_name,
        "state": "active" if operator.is_active else "switched off",
    }


ACTIONS = (
    Action("invite", "print a link that lets an operator in, once", _invite, _invite_arguments),
    Action(
        "reset",
        "let an operator who lost telephone and codes set up a second factor anew",
        _reset,
        _reset_arguments,
    ),
    Action("list", "list the operators", _list),
)
