"""``ostoja search renew``: makes the search terms of cases anew."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.cases.actions import renew_terms
from tenants.commands.action import takes_json
from tenants.fence import entered, entered_platform
from tenants.models import City


class Command(BaseCommand):
    """Running it again changes nothing; a run that was stopped goes on where it ended."""

    help = "Make the search terms of cases anew, where they are missing or old."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_subparsers(dest="action", required=True)
        renew = chosen.add_parser("renew", help="make missing and old terms, for every city")
        renew.add_argument("--city", default="", help="only this one: its slug")
        renew.add_argument(
            "--all", action="store_true", help="compare every case's terms, not only old ones"
        )
        takes_json(renew)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many cases of each city got new terms."""
        renewed = {slug: _renew(slug, options) for slug in _cities(options["city"])}
        if options["json"]:
            self.stdout.write(json.dumps(renewed))
            return
        for slug, number in renewed.items():
            self.stdout.write(f"{slug}: {number} renewed")


def _renew(slug: str, options: Mapping[str, Any]) -> int:
    with entered(slug):
        return renew_terms(all_cases=options["all"])


def _cities(wanted: str) -> list[str]:
    with entered_platform():
        known = list(City.objects.order_by("slug").values_list("slug", flat=True))
    if wanted and wanted not in known:
        raise CommandError(f"There is no city {wanted}. `ostoja city list` lists them.")
    return [wanted] if wanted else known
