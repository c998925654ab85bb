"""Django's own migrate, for the schema that was entered (``ostoja migrate`` does them all)."""

from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from tenants.schemas.sparing import SparingExecutor


class Command(migrate.Command):
    """The same, with an executor that renders fewer models; the command asks for none."""

    def handle(self, *args: Any, **options: Any) -> Any:
        migrate.MigrationExecutor = SparingExecutor  # type: ignore[attr-defined]
        try:
            return super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = MigrationExecutor  # type: ignore[attr-defined]
