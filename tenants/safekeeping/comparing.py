"""Whether a restored copy holds what its bundle's manifest says: rows, files, readable text."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import connection, router
from django.db.models import Model

from ostoja.privacy.fields import EncryptedTextField
from tenants.bundles import contents, restoring
from tenants.bundles.afterwards import touched
from tenants.bundles.contents import Manifest
from tenants.bundles.writing import one_moment
from tenants.fence import Power, entered, schema_of
from tenants.schemas.histories import digest_of, wanted_history

SAMPLE = 5  # rows of each table that are decrypted


def differences(manifest: Manifest, slug: str = "") -> list[str]:
    """What is not as in the manifest, in words that name tables and files and no content.

    ``slug``: whose rows are looked at; default: the copy that a trial makes.
    """
    slug = slug or restoring.TRIAL
    found = list(_files_that_differ(manifest, slug))
    with entered(slug, Power.OWNER), one_moment():
        found += _tables_that_differ(manifest)
    with entered(slug):
        found += _texts_that_stay_shut()
    return found


def _tables_that_differ(manifest: Manifest) -> Iterator[str]:
    """Rows are compared to the byte, unless the bundle is older: then migrations changed them,
    and took away as many as they liked.
    """
    if digest_of((app, name) for app, name in manifest.migrations) != wanted_history():
        return
    tables = set(connection.introspection.table_names()) - touched()
    yield from (f"{name} is not there" for name in sorted(set(manifest.rows) - touched() - tables))
    for table in sorted(tables & set(manifest.rows)):
        count, digest = _read(table)
        if count != manifest.rows[table]:
            yield f"{table} has {count} rows instead of {manifest.rows[table]}"
        elif digest != manifest.sums[contents.ROWS + table]:
            yield f"{table} has other rows"


def _read(table: str) -> tuple[int, str]:
    """How many rows, and the digest of all of them in the order in which they came in."""
    digest, quoted = hashlib.sha256(), connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute("set local synchronize_seqscans to off")
        with cursor.copy(f"copy {quoted} to stdout") as copying:
            for data in copying:
                digest.update(data)
        return cursor.rowcount, digest.hexdigest()


def _files_that_differ(manifest: Manifest, slug: str) -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT) / schema_of(slug)
    for name, wanted in manifest.sums.items():
        if name.startswith(contents.FILES):
            path = root / name.removeprefix(contents.FILES)
            if not path.is_file() or _sum(path) != wanted:
                yield f"{name} is not as it was"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _texts_that_stay_shut() -> Iterator[str]:
    for model in apps.get_models():
        names = [f.name for f in model._meta.fields if isinstance(f, EncryptedTextField)]
        if names and router.allow_migrate_model(connection.alias, model):
            yield from _opened(model, names)


def _opened(model: type[Model], names: list[str]) -> Iterator[str]:
    try:
        list(model._base_manager.values_list(*names)[:SAMPLE])
    except InvalidTag:
        yield f"{model._meta.db_table} cannot be decrypted"
