"""``ostoja city onboard|invite``: a new city comes into being, and its administrator gets in."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from ostoja.accounts.actions import send_link
from ostoja.privacy.keys import destroy_key
from ostoja.tables.reading import MOST_BYTES
from tenants.addresses import invitation_address, origin_of
from tenants.commands.action import Action, Options, Terminal, known, takes_slug
from tenants.commands.blueprints import named_or_file
from tenants.fence import entered, schema_of
from tenants.new_cities.facts import LegalAct, NewCity, Table
from tenants.new_cities.inviting import NobodyWaits, invite_again
from tenants.onboarding import Onboarded, onboard, rehearse
from tenants.parts import blueprint_names
from tenants.privacy_notice.controller import Controller
from tenants.teryt import unit_of, voivodeship_of

OPTIONS = {
    "legal_act_title": "--legal-act",
    "controller_name": "--controller",
    "controller_dpo_email": "--dpo-email",
}
"""Those that are not called after their fact."""


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("--slug", required=True, help="short name for its host, for example sopot")
    parser.add_argument("--name", required=True, help="for example Sopot")
    names = " | ".join(blueprint_names())
    parser.add_argument("--blueprint", required=True, help=f"{names} | ./file.toml")
    parser.add_argument("--admin-email", required=True, help="its first administrator")
    parser.add_argument("--domain", default="", help=f"default: SLUG.{settings.BASE_DOMAIN}")
    parser.add_argument("--teryt", default="", help="4 digits for a county, 6 or 7 for a gmina")
    for name, example in (("languages", "pl,en,uk"), ("modules", "partners,meetings")):
        parser.add_argument(
            f"--{name}", default="", help=f"for example {example}; default: the blueprint's"
        )
    parser.add_argument(
        "--colours", default="", help="the city's and one that decorates: #0e4a57,#bd7d25"
    )
    for name, of_whom in (("partners", "partners"), ("staff", "staff, who get an invitation")):
        parser.add_argument(f"--{name}", metavar="FILE", help=f"a table (xlsx, csv) of {of_whom}")
    _add_facts(parser)
    parser.add_argument(
        "--no-letter", action="store_true", help="send no invitation; hand the printed link over"
    )
    parser.add_argument(
        "--check", action="store_true", help="only say what is wrong; nothing is made"
    )


def _add_facts(parser: CommandParser) -> None:
    act = parser.add_argument_group("the act on which the city's system rests")
    act.add_argument("--legal-act", dest="legal_act_title", default="", help="its name")
    act.add_argument("--legal-act-number", default="", help="for example 1311/19")
    act.add_argument("--legal-act-date", default="", help="for example 2019-08-14")
    act.add_argument("--legal-act-publisher", default="", help="where it was published")
    body = parser.add_argument_group("the controller of the city's data")
    body.add_argument("--controller", dest="controller_name", default="", help="its name")
    for name in ("street", "postal-code", "town", "email", "phone"):
        body.add_argument(f"--controller-{name}", default="")
    body.add_argument(
        "--dpo-email", dest="controller_dpo_email", default="", help="data protection officer"
    )


def _wanted(options: Options) -> NewCity:
    name, text = named_or_file(options["blueprint"])
    return NewCity(
        slug=options["slug"],
        name=options["name"],
        blueprint=name,
        own_blueprint=text,
        admin_email=options["admin_email"],
        domain=options["domain"],
        teryt=options["teryt"],
        languages=_several(options["languages"]),
        modules=_several(options["modules"]),
        colours=_several(options["colours"]),
        legal_act=LegalAct.read(_beginning_with("legal_act_", options)),
        controller=Controller.read(_beginning_with("controller_", options)),
        partners=_table(options["partners"]),
        staff=_table(options["staff"]),
    )


def _several(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _beginning_with(prefix: str, options: Options) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in options.items()
        if name.startswith(prefix)
    }


def _table(path: str | None) -> Table | None:
    if not path:
        return None
    try:
        with Path(path).open("rb") as file:
            # One byte more than may be: what is too large is not read further.
            return Table(Path(path).name, file.read(MOST_BYTES + 1))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def option_of(field: str) -> str:
    """How the command line calls what the fact holds."""
    return OPTIONS.get(field, f"--{field.replace('_', '-')}")


def _onboard(terminal: Terminal, options: Options) -> None:
    """Make the city; prints the link that lets its administrator in, once."""
    wanted = _wanted(options)
    if options["check"]:
        _check(terminal, wanted)
        return
    try:
        made, link = _made(wanted, with_letter=not options["no_letter"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    terminal.say(
        {
            "city": made.city.slug,
            "address": f"{origin_of(wanted.host)}/",
            "invitation": link,
            "letter": _letter(made.invitation.email, sent=not options["no_letter"]),
            **made.rows,
        }
    )


def _made(wanted: NewCity, *, with_letter: bool) -> tuple[Onboarded, str]:
    """The city and its administrator's link; the letter with it is kept with the city."""
    with transaction.atomic():
        made = onboard(wanted)
        try:
            link = invitation_address(
                wanted.host, made.invitation_token, routes=settings.ROOT_URLCONF
            )
            if with_letter:
                with entered(wanted.slug):
                    send_link(made.invitation, link)
        except BaseException:
            destroy_key(schema_of(wanted.slug))  # the city goes with the transaction
            raise
    return made, link


def _letter(email: str, *, sent: bool) -> str:
    """Where the link goes by itself; where no mail leaves this machine, that is said."""
    if not sent:
        return f"none was sent; give the link to {email} and to nobody else"
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return f"goes to {email}"
    return f"no mail leaves this machine (see EMAIL_URL); give the link to {email}"


def _check(terminal: Terminal, wanted: NewCity) -> None:
    """Everything that is wrong, by field; the exit code is 0 only where nothing is."""
    problems = rehearse(wanted)
    if terminal.as_json:
        terminal.say({"problems": problems})
    else:
        for field, said in problems.items():
            for line in said:
                terminal.write(f"{option_of(field)}: {line}")
    if problems:
        raise CommandError(f"{wanted.slug} cannot be made like this. Nothing was changed.")
    if not terminal.as_json:
        if kind := unit_of(wanted.teryt):
            terminal.write(f"{wanted.teryt}: {kind.label}, {voivodeship_of(wanted.teryt)}")
        terminal.write(f"{wanted.slug} can be made. Nothing was changed.")


def _invite(terminal: Terminal, options: Options) -> None:
    """Only while nobody has taken it; prints the new link, which the e-mail has too."""
    try:
        invited = invite_again(known(options["slug"]))
    except NobodyWaits as error:
        raise CommandError(str(error)) from error
    letter = _letter(invited.email, sent=True)
    terminal.say({"city": options["slug"], "invitation": invited.link, "letter": letter})


ACTIONS = (
    Action("onboard", "bring a new city into being", _onboard, _arguments),
    Action("invite", "send its first administrator's invitation again", _invite, takes_slug),
)
