"""Bringing schemas up to date: the platform's own and the cities'."""

from django.core.management import call_command

from ostoja.privacy.keys import create_key
from tenants.fence import Power, entered_platform
from tenants.fence.grants import apply_grants
from tenants.fence.place import PLATFORM_SCHEMA


def migrate_here() -> None:
    """Migrate the schema that was entered with the owner's power."""
    call_command("migrate_schema", verbosity=0, interactive=False)
    apply_grants()


def migrate_platform() -> None:
    """Bring the platform's own schema up to date; it has a key too, for its operators' secrets."""
    create_key(PLATFORM_SCHEMA)
    with entered_platform(Power.OWNER):
        migrate_here()
