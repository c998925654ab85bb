"""``ostoja city onboard|list|show|upgrade``: what operators do with cities."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rich.console import Console
from rich.progress import track

from tenants.addresses import invitation_address, origin_of
from tenants.fence import entered_platform
from tenants.models import City, Domain
from tenants.onboarding import NewCity, onboard
from tenants.parts import blueprint_names
from tenants.schemas.upgrading import Upgraded, upgrade


class Command(BaseCommand):
    """Every action prints for people, or with ``--json`` for machines."""

    help = "Onboard a city, list the cities, show one, or bring them up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        onboarding = actions.add_parser("onboard", help="bring a new city into being")
        onboarding.add_argument(
            "--slug", required=True, help="short name for its host, for example sopot"
        )
        onboarding.add_argument("--name", required=True, help="for example Sopot")
        onboarding.add_argument("--blueprint", required=True, help=" | ".join(blueprint_names()))
        onboarding.add_argument("--admin-email", required=True, help="its first administrator")
        onboarding.add_argument(
            "--domain", default="", help=f"default: SLUG.{settings.BASE_DOMAIN}"
        )
        onboarding.add_argument(
            "--teryt", default="", help="4 digits for a county, 6 or 7 for a gmina"
        )
        onboarding.add_argument(
            "--languages", default="", help="for example pl,en,uk; default: the blueprint's"
        )
        showing = actions.add_parser("show", help="show one city")
        showing.add_argument("slug")
        upgrading = actions.add_parser("upgrade", help="bring cities up to date; all of them")
        upgrading.add_argument("slugs", nargs="*", metavar="slug", help="only these")
        listing = actions.add_parser("list", help="list the cities")
        for each in (onboarding, showing, upgrading, listing):
            each.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, options["action"])(options)

    def onboard(self, options: Mapping[str, Any]) -> None:
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
        self._print(
            options,
            {
                "city": made.city.slug,
                "address": f"{origin_of(wanted.host)}/",
                "invitation": invitation_address(
                    wanted.host, made.invitation_token, routes=settings.ROOT_URLCONF
                ),
            },
        )

    def list(self, options: Mapping[str, Any]) -> None:
        """All cities, one a line."""
        with entered_platform():
            rows = [_described(city) for city in City.objects.all()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        else:
            for row in rows:
                self.stdout.write("  ".join(str(value) for value in row.values()))

    def show(self, options: Mapping[str, Any]) -> None:
        """One city."""
        with entered_platform():
            city = City.objects.filter(slug=options["slug"]).first()
            if city is None:
                raise CommandError(
                    f"There is no city {options['slug']}. `ostoja city list` lists them."
                )
            described = _described(city)
        self._print(options, described)

    def upgrade(self, options: Mapping[str, Any]) -> None:
        """Every city, with what became of it; those that failed keep serving as they were."""
        done = list(self._upgraded(options))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in done], ensure_ascii=False))
        failed = [one.slug for one in done if one.error]
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(done)} cities are not up to date: {', '.join(failed)}."
                " Mend what is said of them and run it again."
            )

    def _upgraded(self, options: Mapping[str, Any]) -> Iterator[Upgraded]:
        known = _slugs()
        unknown = sorted(set(options["slugs"]) - set(known))
        if unknown:
            raise CommandError(
                f"There is no city {', '.join(unknown)}. `ostoja city list` lists them."
            )
        for one in track(
            upgrade(options["slugs"]),
            total=len(options["slugs"] or known),
            description="Cities",
            console=Console(stderr=True),
            disable=options["json"],
        ):
            if not options["json"]:
                self.stdout.write(f"{one.slug}: {one.state}")
            yield one

    def _print(self, options: Mapping[str, Any], values: Mapping[str, str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False))
            return
        for name, value in values.items():
            self.stdout.write(f"{name}: {value}")


def _slugs() -> list[str]:
    with entered_platform():
        return list(City.objects.values_list("slug", flat=True))


def _described(city: City) -> dict[str, str]:
    domain = Domain.objects.get(tenant=city, is_primary=True)
    return {
        "slug": city.slug,
        "name": city.name,
        "teryt": city.teryt or "-",
        "stage": city.stage,
        "blueprint": city.blueprint,
        "domain": domain.domain,
    }
