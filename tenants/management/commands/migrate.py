"""``ostoja migrate``: the platform's schema and every city's (see ``ostoja city upgrade``)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector

from tenants.schemas.upgrading import upgrade


class Command(BaseCommand):
    """Takes no app or migration name: a city's schema is always whole and current."""

    help = "Bring the platform's schema and every city's schema up to date."
    autodetector = MigrationAutodetector  # Django compares it with makemigrations'
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for one in upgrade():
            self.stdout.write(f"{one.slug}: {one.state}")
            failed += [one.slug] if one.error else []
        if failed:
            raise CommandError(f"Not up to date: {', '.join(failed)}. Run it again.")
