"""The platform's own schema comes back into a database that was just prepared."""

from pathlib import Path

from django.db import connection, transaction

from ostoja.privacy.keys import has_key
from tenants.bundles import contents
from tenants.bundles.afterwards import FORGOTTEN
from tenants.bundles.contents import Manifest
from tenants.bundles.restoring import copy_in, opened, refuse_newer
from tenants.bundles.sealing import BundleRefused
from tenants.fence import Power, entered_platform
from tenants.fence.grants import apply_grants
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.migrating import migrate_here
from tenants.models import City
from tenants.schemas.histories import history_here, wanted_history

# What was true of the database that is gone: its spare schemas, and jobs that somebody wanted
# then and nobody waits for now. Its copies for looking something up go too.
GONE = (
    *FORGOTTEN,
    "delete from tenants_spareschema",
    "update jobs_job set state = 'cancelled', ended_at = now() where ended_at is null",
)


def platform_is_there() -> bool:
    """Whether the platform's schema holds tables."""
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select to_regclass('tenants_city') is not null")
        [found] = cursor.fetchone()
    return bool(found)


def restore_platform(path: Path) -> Manifest:
    """Cities, domains, operators and ledgers, as in the bundle, in one transaction.

    Raises ``BundleRefused``, also where the platform's schema is not empty.
    """
    if platform_is_there():
        raise BundleRefused(
            "The platform's schema is there already. A disaster's bundle goes into a database that"
            " was just prepared: `ostoja database prepare`."
        )
    if not has_key(PLATFORM_SCHEMA):
        raise BundleRefused("public.json is not in KEYS_ROOT. Restore it from the keys' backup.")
    with opened(path) as tar:
        manifest = contents.checked(tar)
        if manifest.slug != PLATFORM_SCHEMA:
            raise BundleRefused(f"{path} is a bundle of {manifest.slug}, and not the platform's.")
        refuse_newer(manifest)
        with transaction.atomic(), entered_platform(Power.OWNER):
            with connection.cursor() as cursor:
                cursor.execute(contents.text_of(tar, contents.TABLES))
                for table in manifest.rows:
                    copy_in(contents.stream_of(tar, contents.ROWS + table), table)
                cursor.execute(contents.text_of(tar, contents.RULES))
                apply_grants()
            if history_here() != wanted_history():
                migrate_here()
            _forget_what_is_gone()
    return manifest


def _forget_what_is_gone() -> None:
    with connection.cursor() as cursor:
        for statement in GONE:
            cursor.execute(statement)
    City.objects.exclude(copy_of="").delete()  # and every row of a ledger that points to one
