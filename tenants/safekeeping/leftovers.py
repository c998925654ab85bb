"""The files of a killed restore beside its city: no row names them, so the clock looks for them."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from ostoja.privacy.keys import unfinished_keys
from tenants.fence import FenceError, entered_platform, slug_of
from tenants.models import City
from tenants.safekeeping.lost import has_schema
from tenants.stages import remove_files

A_WHILE = timedelta(hours=1)


def remove_files_of_nobody() -> int:
    """Of each slug whose key is provisional and that has no city; of how many there were any.

    The key stays: whoever takes the slug next makes another in its place.
    """
    return sum(_removed(schema) for schema in unfinished_keys(older_than=A_WHILE))


def _removed(schema: str) -> bool:
    if not (Path(settings.MEDIA_ROOT) / schema).exists():
        return False
    try:
        slug = slug_of(schema)
    except FenceError:
        return False  # a file that somebody else put into KEYS_ROOT
    with entered_platform(), transaction.atomic():
        is_nobodys = _is_free(slug) and not City.objects.filter(slug=slug).exists()
        if is_nobodys and not has_schema(slug):
            remove_files(schema)
            return True
    return False


def _is_free(slug: str) -> bool:
    """Whether nobody onboards or restores under this slug now, however long that takes them."""
    with connection.cursor() as cursor:
        words = f"onboard {slug!a}"
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [words])
        [is_mine] = cursor.fetchone()
    return bool(is_mine)
