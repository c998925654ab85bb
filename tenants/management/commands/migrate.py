"""``ostoja migrate``: the platform's schema and every city's, one after the other."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.migrations.autodetector import MigrationAutodetector

from tenants.migrating import migrate_all


class Command(BaseCommand):
    """Takes no app or migration name: a city's schema is always whole and current."""

    help = "Bring the platform's schema and every city's schema up to date."
    autodetector = MigrationAutodetector  # Django compares it with makemigrations'
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for name in migrate_all():
            self.stdout.write(f"migrated {name}")
