"""``ostoja city onboard|list|show|upgrade``: what operators do with cities."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rich.console import Console
from rich.progress import track

from tenants.addresses import invitation_address, origin_of
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import default_path, write_bundle
from tenants.fence import entered_platform
from tenants.models import City, Domain
from tenants.onboarding import NewCity, onboard
from tenants.parts import blueprint_names
from tenants.schemas.upgrading import Upgraded, upgrade
from tenants.stages import CopyStaysSuspended, NoCopy, discard_copy, resume_city, suspend_city


class Command(BaseCommand):
    """Every action prints for people, or with ``--json`` for machines."""

    help = "Onboard cities, upgrade them, back them up, bring one back, suspend it."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        _add_onboarding(actions.add_parser("onboard", help="bring a new city into being"))
        upgrading = actions.add_parser("upgrade", help="bring cities up to date; all of them")
        upgrading.add_argument("slugs", nargs="*", metavar="slug", help="only these")
        backing_up = actions.add_parser("backup", help="write a city into one encrypted file")
        backing_up.add_argument("--to", default="", help="default: a new file in BACKUP_ROOT")
        restoring = actions.add_parser("restore", help="bring a city back from its file")
        restoring.add_argument("bundle", help="the file that `ostoja city backup` wrote")
        restoring.add_argument(
            "--as", dest="beside", default="", help="another slug: look something up beside it"
        )
        restoring.add_argument(
            "--over", action="store_true", help="replace a city that is there and not suspended"
        )
        of_one_city = (
            backing_up,
            actions.add_parser("show", help="show one city"),
            actions.add_parser("suspend", help="show the maintenance page"),
            actions.add_parser("resume", help="end the maintenance page"),
            actions.add_parser("discard", help="remove a copy that `restore --as` made"),
        )
        for each in of_one_city:
            each.add_argument("slug")
        actions.add_parser("list", help="list the cities")
        for each in actions.choices.values():
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
                raise _unknown(options["slug"])
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
            raise _unknown(", ".join(unknown))
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

    def backup(self, options: Mapping[str, Any]) -> None:
        """One city in one encrypted file."""
        path = Path(options["to"] or default_path(options["slug"]))
        try:
            manifest = write_bundle(options["slug"], path)
        except City.DoesNotExist as error:
            raise _unknown(options["slug"]) from error
        except OSError as error:
            raise CommandError(
                f"The bundle was not written: {error}. Make room, or use --to."
            ) from error
        rows = sum(manifest.rows.values())
        self._print(options, {"city": manifest.slug, "bundle": str(path), "rows": str(rows)})

    def restore(self, options: Mapping[str, Any]) -> None:
        """A city as it was in its bundle; what it was before is gone unless ``--as`` is given."""
        try:
            city = restore_bundle(
                Path(options["bundle"]), beside=options["beside"], over=options["over"]
            )
        except (BundleRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self._print(options, {"city": city.slug, "stage": city.stage})

    def suspend(self, options: Mapping[str, Any]) -> None:
        """Its public site shows the maintenance page with the phone numbers."""
        self._set_stage(options, suspend_city)

    def resume(self, options: Mapping[str, Any]) -> None:
        """The city answers again."""
        self._set_stage(options, resume_city)

    def _set_stage(self, options: Mapping[str, Any], change: Callable[[str], City]) -> None:
        try:
            city = change(options["slug"])
        except City.DoesNotExist as error:
            raise _unknown(options["slug"]) from error
        except CopyStaysSuspended as error:
            raise CommandError(str(error)) from error
        self._print(options, {"city": city.slug, "stage": city.stage})

    def discard(self, options: Mapping[str, Any]) -> None:
        """A copy that was put beside its city, with its key; a city itself is never removed."""
        try:
            discard_copy(options["slug"])
        except (City.DoesNotExist, NoCopy) as error:
            raise CommandError(
                f"{options['slug']} is no copy that `ostoja city restore --as` made."
            ) from error
        self._print(options, {"discarded": options["slug"]})

    def _print(self, options: Mapping[str, Any], values: Mapping[str, str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False))
            return
        for name, value in values.items():
            self.stdout.write(f"{name}: {value}")


def _add_onboarding(parser: CommandParser) -> None:
    parser.add_argument("--slug", required=True, help="short name for its host, for example sopot")
    parser.add_argument("--name", required=True, help="for example Sopot")
    parser.add_argument("--blueprint", required=True, help=" | ".join(blueprint_names()))
    parser.add_argument("--admin-email", required=True, help="its first administrator")
    parser.add_argument("--domain", default="", help=f"default: SLUG.{settings.BASE_DOMAIN}")
    parser.add_argument("--teryt", default="", help="4 digits for a county, 6 or 7 for a gmina")
    parser.add_argument(
        "--languages", default="", help="for example pl,en,uk; default: the blueprint's"
    )


def _unknown(slug: str) -> CommandError:
    return CommandError(f"There is no city {slug}. `ostoja city list` lists them.")


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
