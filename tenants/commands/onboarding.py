"""``ostoja city onboard``: a new city comes into being."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from tenants.addresses import invitation_address, origin_of
from tenants.commands.action import Action, Options, Terminal
from tenants.onboarding import NewCity, onboard
from tenants.parts import blueprint_names


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("--slug", required=True, help="short name for its host, for example sopot")
    parser.add_argument("--name", required=True, help="for example Sopot")
    parser.add_argument("--blueprint", required=True, help=" | ".join(blueprint_names()))
    parser.add_argument("--admin-email", required=True, help="its first administrator")
    parser.add_argument("--domain", default="", help=f"default: SLUG.{settings.BASE_DOMAIN}")
    parser.add_argument("--teryt", default="", help="4 digits for a county, 6 or 7 for a gmina")
    parser.add_argument(
        "--languages", default="", help="for example pl,en,uk; default: the blueprint's"
    )


def _onboard(terminal: Terminal, options: Options) -> None:
    """Make the city; prints the link that lets its administrator in, once."""
    wanted = NewCity(
        slug=options["slug"],
        name=options["name"],
        blueprint=options["blueprint"],
        admin_email=options["admin_email"],
        domain=options["domain"],
        teryt=options["teryt"],
        languages=[code for code in options["languages"].split(",") if code],
    )
    try:
        made = onboard(wanted)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    invitation = invitation_address(
        wanted.host, made.invitation_token, routes=settings.ROOT_URLCONF
    )
    terminal.say(
        {
            "city": made.city.slug,
            "address": f"{origin_of(wanted.host)}/",
            "invitation": invitation,
        }
    )


ACTIONS = (Action("onboard", "bring a new city into being", _onboard, _arguments),)
