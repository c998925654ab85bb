"""``ostoja city upgrade``: hundreds of cities are brought up to date."""

from collections.abc import Iterator
from dataclasses import asdict

from django.core.management.base import CommandError, CommandParser

from tenants.commands.action import Action, Options, Terminal, unknown_city
from tenants.fence import entered_platform
from tenants.models import City
from tenants.schemas.upgrading import Upgraded, upgrade


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="slug", help="only these")


def _upgrade(terminal: Terminal, options: Options) -> None:
    """Every city, with what became of it; those that failed keep serving as they were."""
    done = list(_upgraded(terminal, options["slugs"]))
    if terminal.as_json:
        terminal.list([asdict(one) for one in done])
    failed = [one.slug for one in done if one.error]
    if failed:
        raise CommandError(
            f"{len(failed)} of {len(done)} cities are not up to date: {', '.join(failed)}."
            " Mend what is said of them and run it again."
        )


def _upgraded(terminal: Terminal, slugs: list[str]) -> Iterator[Upgraded]:
    with entered_platform():
        known = list(City.objects.values_list("slug", flat=True))
    unknown = sorted(set(slugs) - set(known))
    if unknown:
        raise unknown_city(", ".join(unknown))
    for one in terminal.progress(upgrade(slugs), of=len(slugs or known), what="Cities"):
        if not terminal.as_json:
            terminal.write(f"{one.slug}: {one.state}")
        yield one


ACTIONS = (Action("upgrade", "bring cities up to date; all of them", _upgrade, _arguments),)
