"""``ostoja proxy write``: what a proxy needs to answer while the application does not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ostoja.ui import maintenance


class Command(BaseCommand):
    """Run at each installation, after ``collectstatic``, whose names the pages carry."""

    help = "Write the maintenance pages and the headers of all responses for the proxy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        writing = actions.add_parser("write", help="into this folder")
        writing.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            maintenance.write(options["folder"])
        except OSError as error:
            raise CommandError(f"The files cannot be written: {error}. Mend the folder.") from error
