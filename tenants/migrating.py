"""Bringing schemas up to date: the platform's own and the cities'."""

from collections.abc import Iterator

from django.core.management import call_command

from ostoja.privacy.keys import create_key
from tenants.fence import Power, entered, entered_platform
from tenants.fence.grants import apply_grants
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.models import City


def migrate_here() -> None:
    """Migrate the schema that was entered with the owner's power."""
    call_command("migrate_schema", verbosity=0, interactive=False)
    apply_grants()


def migrate_platform() -> None:
    """Bring the platform's own schema up to date; it has a key too, for its operators' secrets."""
    create_key(PLATFORM_SCHEMA)
    with entered_platform(Power.OWNER):
        migrate_here()


def migrate_city(slug: str) -> None:
    """Bring one city's schema up to date."""
    with entered(slug, Power.OWNER):
        migrate_here()


def migrate_all() -> Iterator[str]:
    """Migrate everything, giving the name of each schema once it is done."""
    migrate_platform()
    yield "platform"
    with entered_platform():
        slugs = list(City.objects.values_list("slug", flat=True))
    for slug in slugs:
        migrate_city(slug)
        yield slug
