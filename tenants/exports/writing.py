"""Writing a whole city into one file in open formats, row by row, or not at all."""

import csv
import hashlib
import io
import json
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.utils import timezone, translation

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.bundles.unfinished import unfinished_of, written_whole
from tenants.bundles.writing import one_moment
from tenants.exports import dictionary, readable
from tenants.exports.age import AgeWriter
from tenants.exports.content import LeftOut, Table, left_out_here, tables_of_here
from tenants.exports.values import cell, line
from tenants.fence import entered, entered_platform, schema_of
from tenants.models import City
from tenants.noting import note_on_platform
from tenants.profile.models import CityProfile
from tenants.safekeeping.backups import sha256_of
from tenants.safekeeping.models import ExportOfCity

FORMAT = "ostoja-export-1"
AT_ONCE = 2000  # rows in memory
PIECE = 1024 * 1024
LOST = "It is not on the disk any more, or was changed there. Look at the city's backups."
Watch = Callable[[int, int], None]


class ExportFailed(RuntimeError):
    """The city could not be given out; the message says why, and names no content."""


@dataclass(slots=True)
class Contents:
    """What stands in ``manifest.json``: rows by table, a SHA-256 of each member, gaps."""

    city: str
    name: str
    made_at: str  # ISO 8601, UTC
    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    left_out: list[dict[str, str]] = field(default_factory=list)
    format: str = FORMAT


def export_city(
    slug: str,
    path: Path,
    *,
    by: User | None,
    account: str = "",
    passphrase: str = "",
    watch: Watch = lambda _done, _total: None,
) -> ExportOfCity:
    """Write everything of the city into a ZIP file, encrypted (age) if there is a passphrase.

    All rows are of one moment. The file is there whole or not at all, readable for its owner
    alone, and only once the city's own record says who took it out: ``by``, an operator, or the
    ``account`` on the server. ``watch`` is told how many tables are done. Raises
    ``City.DoesNotExist``, ``OSError`` and ``ExportFailed``.
    """
    with entered_platform():
        city = City.objects.get(slug=slug)
    if city.copy_of:
        raise ExportFailed(f"{slug} is a copy of {city.copy_of}. Export the city itself.")
    with written_whole(path) as file:
        contents = _written(city, file, passphrase, watch)
        export = _export_of(contents, unfinished_of(path), is_encrypted=bool(passphrase))
        _note(export, city, by=by, account=account)
    return export


def _written(city: City, file: BinaryIO, passphrase: str, watch: Watch) -> Contents:
    target = AgeWriter(file, passphrase) if passphrase else file
    contents = _write(city, target, watch)
    if isinstance(target, AgeWriter):
        target.finish()
    file.flush()
    return contents


def _write(city: City, target: BinaryIO | AgeWriter, watch: Watch) -> Contents:
    contents = Contents(city.slug, city.name, datetime.now(UTC).isoformat(timespec="seconds"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with entered(city.slug):
            tables, left_out = tables_of_here(), left_out_here()
            with one_moment():
                for done, table in enumerate(tables):
                    watch(done, len(tables))
                    _add_table(archive, contents, table)
        _add_files(archive, contents, city.slug)
        _add_readable(archive, contents, city.slug)
        _add_dictionary(archive, contents, tables, left_out)
        with translation.override("en"):
            contents.left_out += [
                {"table": one.table, "column": one.column, "reason": str(one.reason)}
                for one in left_out
            ]
        archive.writestr(
            "manifest.json", json.dumps(asdict(contents), ensure_ascii=False, indent=1)
        )
        watch(len(tables), len(tables))
    return contents


def _add_table(archive: zipfile.ZipFile, contents: Contents, table: Table) -> None:
    """Both files in two readings of the same moment, so that neither waits on the disk."""
    names = [column.name for column in table.columns]
    with _member(archive, contents, f"csv/{table.name}.csv") as file:
        file.write("\ufeff")  # what spreadsheets know UTF-8 by
        writer = csv.writer(file, delimiter=";")
        writer.writerow(names)
        rows = 0
        for values in _rows(table):
            writer.writerow([cell(value) for value in values])
            rows += 1
    with _member(archive, contents, f"jsonl/{table.name}.jsonl") as file:
        for values in _rows(table):
            file.write(line(names, values))
    contents.rows[table.name] = rows


def _rows(table: Table) -> Iterator[tuple[object, ...]]:
    """Row after row, decrypted, in the order of the key."""
    attributes = [column.field.attname for column in table.columns]
    found = table.model._base_manager.order_by("pk").values_list(*attributes)
    try:
        yield from found.iterator(chunk_size=AT_ONCE)
    except InvalidTag:
        raise ExportFailed(
            f"{table.name} holds something that the city's key does not open, so that not all of"
            " the city can be given out. Look at its backups: `ostoja backup test`."
        ) from None


def _add_files(archive: zipfile.ZipFile, contents: Contents, slug: str) -> None:
    root = Path(settings.MEDIA_ROOT) / schema_of(slug)
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and not readable.is_given_otherwise(relative):
            name = f"files/{relative.as_posix()}"
            with path.open("rb") as file, _bytes(archive, contents, name) as member:
                shutil.copyfileobj(file, member, PIECE)


def _add_readable(archive: zipfile.ZipFile, contents: Contents, slug: str) -> None:
    with entered(slug):
        for folder, files in readable.every_folder().items():
            for name, content in files():
                place = f"files/{folder}/{name}"
                if content is None:  # one lost file must not keep a city from leaving
                    contents.left_out.append({"file": place, "reason": LOST})
                    continue
                with _bytes(archive, contents, place) as member:
                    member.write(content)


def _add_dictionary(
    archive: zipfile.ZipFile, contents: Contents, tables: list[Table], left_out: list[LeftOut]
) -> None:
    pages = {
        "data-dictionary.csv": dictionary.as_table(tables),
        "data-dictionary.html": dictionary.as_page(tables, left_out, contents.name, "en"),
        "opis-danych.html": dictionary.as_page(tables, left_out, contents.name, "pl"),
    }
    for name, page in pages.items():
        with _bytes(archive, contents, name) as member:
            member.write(page)


class _Summing(io.RawIOBase):
    """Hands on what it is given and adds it up."""

    def __init__(self, to: IO[bytes]) -> None:
        self.to, self.digest = to, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.digest.update(data)
        return self.to.write(data)


@contextmanager
def _bytes(archive: zipfile.ZipFile, contents: Contents, name: str) -> Iterator[_Summing]:
    member = zipfile.ZipInfo(name, date_time=time.gmtime()[:6])
    member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    with archive.open(member, "w", force_zip64=True) as file:
        summing = _Summing(file)
        yield summing
        contents.sums[name] = summing.digest.hexdigest()


@contextmanager
def _member(archive: zipfile.ZipFile, contents: Contents, name: str) -> Iterator[io.TextIOWrapper]:
    with _bytes(archive, contents, name) as file:
        text = io.TextIOWrapper(
            io.BufferedWriter(cast("io.RawIOBase", file), PIECE), "utf-8", newline=""
        )
        yield text
        text.flush()
        text.detach()


def _export_of(contents: Contents, path: Path, *, is_encrypted: bool) -> ExportOfCity:
    return ExportOfCity(
        at=timezone.now(),
        bytes=path.stat().st_size,
        rows=sum(contents.rows.values()),
        sha256=sha256_of(path),
        is_encrypted=is_encrypted,
    )


def _note(export: ExportOfCity, city: City, *, by: User | None, account: str) -> None:
    """In the city's own record and in the platform's ledger, before anybody has the file."""
    with entered(city.slug):
        note_exported(by=by, account=account, rows=export.rows, sha256=export.sha256)
    # A city's own record goes back with an older bundle; the platform's stays.
    note_on_platform(
        city.slug,
        "city.exported",
        by=by,
        account=account,
        rows=export.rows,
        sha256=export.sha256,
    )
    export.city, export.by_name = city, by.full_name if by else account
    with entered_platform():
        export.save()


@action
def note_exported(*, by: User | None, account: str, rows: int, sha256: str) -> None:
    """The city's own record says who took everything out."""
    profile = CityProfile.objects.get()
    record("city.exported", by=by, on=profile, account=account, rows=rows, sha256=sha256)
