"""Django's own makemigrations, which wants to look at some schema: the platform's."""

from typing import Any

from django.core.management.commands.makemigrations import Command as DjangosCommand

from tenants.fence import entered_platform


class Command(DjangosCommand):
    """Unchanged but for the place it runs in."""

    def handle(self, *args: Any, **options: Any) -> None:
        with entered_platform():
            super().handle(*args, **options)
