"""Writing a city's bundle while the city goes on working."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from ostoja.accounts.models import User
from ostoja.privacy.keys import keyed_hash_of, settle_key
from tenants.bundles import contents
from tenants.bundles.contents import Manifest
from tenants.bundles.sealing import Sealer
from tenants.bundles.unfinished import written_whole
from tenants.documents.keeping import own_blueprint_of
from tenants.fence import Place, Power, entered_platform, schema_of
from tenants.fence.place import PLATFORM_SCHEMA, entered_place
from tenants.models import City, Domain
from tenants.noting import note
from tenants.safekeeping.lost import refuse_lost
from tenants.schemas import structure

# What is handed in for a new city, and what opens an export, lies for days at most; a backup would
# keep it for a year.
PASSING = frozenset({"console_draftfile", "safekeeping_passphraseofexport"})
IN_MEMORY = 8 * 1024 * 1024  # bytes of a table before it goes to the disk


def write_bundle(slug: str, path: Path, *, by: User | None = None) -> Manifest:
    """Write the city's rows and files into one encrypted file; nothing half is left behind.

    All rows are of one moment, and nobody waits. The city's key is not in it: a bundle is
    worth nothing once the key is destroyed. Raises ``City.DoesNotExist``, ``SchemaMissing`` and
    ``OSError``.
    """
    refuse_lost(slug)
    manifest = _about(slug)
    settle_key(schema_of(slug))  # from now on it is all that opens the bundle
    with written_whole(path) as file:
        _write(manifest, file)
    note(slug, "city.backed_up", by=by)
    return manifest


def write_platform_bundle(path: Path) -> Manifest:
    """Write the platform's own schema (cities, domains, operators) in the same way.

    Neither is its key in it. Raises ``OSError``.
    """
    manifest = _about_platform()
    with written_whole(path) as file:
        _write(manifest, file)
    return manifest


def key_mark(slug: str) -> str:
    """The same for the same key, and nothing from which the key could be reckoned."""
    return mark_of_key_in(place_of(slug).schema)


def mark_of_key_in(schema: str) -> str:
    """The same for any schema whose key lies in ``KEYS_ROOT``; raises ``KeyMissing``."""
    return keyed_hash_of(schema, "bundle", b"whose key is this").hex()


def place_of(slug: str, power: Power = Power.RUNTIME) -> Place:
    """Where the rows of a bundle with this slug belong."""
    return Place(PLATFORM_SCHEMA if slug == PLATFORM_SCHEMA else schema_of(slug), power)


def default_path(slug: str) -> Path:
    """A new file of its own in ``BACKUP_ROOT``, named by city and time (UTC)."""
    now, folder = datetime.now(UTC), Path(settings.BACKUP_ROOT) / slug
    while (path := folder / f"{slug}-{now:%Y%m%dT%H%M%SZ}.ostoja").exists():
        now += timedelta(seconds=1)
    return path


def _write(manifest: Manifest, file: BinaryIO) -> None:
    sealer = Sealer.of(place_of(manifest.slug).schema, file)
    with tarfile.open(fileobj=sealer, mode="w|") as tar:
        with entered_place(place_of(manifest.slug, Power.OWNER)), one_moment():
            _add_rows(tar, manifest)
        if manifest.slug != PLATFORM_SCHEMA:
            _add_files(tar, manifest)
        contents.finish(tar, manifest)
    sealer.finish()


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees everything as it was at its beginning, and holds nobody up."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")  # takes the place: the transaction's first words are its own
        with transaction.atomic():
            cursor.execute("set transaction isolation level repeatable read, read only")
            yield


def _about(slug: str) -> Manifest:
    with entered_platform():
        city = City.objects.get(slug=slug)
        domains = Domain.objects.filter(tenant=city).order_by("-is_primary", "domain")
        return Manifest(
            slug=city.slug,
            name=city.name,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            key=key_mark(slug),
            migrations=[],
            teryt=city.teryt,
            blueprint=city.blueprint,
            stage=city.stage,
            domains=[domain.domain for domain in domains],
            own_blueprint=own_blueprint_of(city),
        )


def _about_platform() -> Manifest:
    return Manifest(
        slug=PLATFORM_SCHEMA,
        name="",
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        key=key_mark(PLATFORM_SCHEMA),
        migrations=[],
        teryt=None,
        blueprint="",
        stage="",
    )


def _add_rows(tar: tarfile.TarFile, manifest: Manifest) -> None:
    tables, rules = structure.tables_and_rules_of_here()
    for name, text in ((contents.TABLES, tables), (contents.RULES, rules)):
        contents.add(tar, manifest, name, BytesIO(text.encode()), len(text.encode()))
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations order by 1, 2")
        manifest.migrations = [list(row) for row in cursor.fetchall()]
    for table in structure.tables_of_here():
        if table not in PASSING:
            _add_table(tar, manifest, table)


def _add_table(tar: tarfile.TarFile, manifest: Manifest, table: str) -> None:
    quoted = connection.ops.quote_name(table)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as spool, connection.cursor() as cursor:
        with cursor.copy(f"copy {quoted} to stdout") as copying:
            for data in copying:
                spool.write(data)
        manifest.rows[table] = cursor.rowcount
        size = spool.tell()
        spool.seek(0)
        contents.add(tar, manifest, contents.ROWS + table, spool, size)  # type: ignore[arg-type]


def _add_files(tar: tarfile.TarFile, manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT) / schema_of(manifest.slug)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = contents.FILES + path.relative_to(root).as_posix()
            with path.open("rb") as file:
                contents.add(tar, manifest, name, file, path.stat().st_size)
