"""A schema made as every Django project does it, which ours is compared with."""

from django.core.management import call_command
from django.core.management.commands.migrate import Command

from tenants.fence.grants import apply_grants


def migrate_as_django() -> None:
    """Migrate the entered schema with Django's own command, unchanged."""
    call_command(Command(), verbosity=0, interactive=False)
    apply_grants()
