"""Backups of all cities and of the platform's own schema; none that fails stops another."""

import hashlib
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tenants.bundles.contents import Manifest
from tenants.bundles.writing import default_path, write_bundle, write_platform_bundle
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.alone import alone
from tenants.safekeeping.bundle_files import PLATFORM, clear_unfinished
from tenants.safekeeping.keeping import prune
from tenants.safekeeping.models import BackupOfCity
from tenants.safekeeping.reasons import reason

FRESH = timedelta(hours=20)  # a night's backup is not made twice, and the next night's is
LATE = timedelta(hours=26)  # operators are told of a city whose backup is older
NIGHT = 4 * 60  # minutes after midnight over which the cities are spread
RETRY = timedelta(hours=1)
FAILURES_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What became of one city: ``error`` is empty when there is a fresh bundle now."""

    slug: str
    state: str  # written, fresh, busy or failed
    path: str = ""
    bytes: int = 0
    seconds: float = 0.0
    error: str = ""


def everything() -> list[str]:
    """The slugs of all cities but copies, after the platform's own schema."""
    with entered_platform():
        cities = City.objects.filter(copy_of="").values_list("slug", flat=True)
        return [PLATFORM, *cities]


def back_up_each(slugs: Sequence[str] = (), *, since: datetime | None = None) -> Iterator[BackedUp]:
    """Back up these, or everything (see ``back_up``)."""
    for slug in slugs or everything():
        yield back_up(slug, since=since)


def back_up(slug: str, *, since: datetime | None = None) -> BackedUp:
    """Write one bundle, throw away those that need not stay, and enter it in the ledger.

    Left out where one was begun at ``since`` or later; by default, where one is fresh.
    Never raises for what is wrong with this one city or with the disk: the ledger says it.
    """
    with alone(f"backup {slug}") as is_mine:
        if not is_mine:
            return BackedUp(slug, "busy")
        if slug in (made_since(since) if since else fresh()):
            return BackedUp(slug, "fresh")
        done = _tried(slug)
        if not done.error:
            _forget_pruned(slug)
    return done


def _tried(slug: str) -> BackedUp:
    started, at = time.monotonic(), timezone.now()
    try:
        clear_unfinished(slug)
        path, manifest = _written(slug)
        done = BackedUp(slug, "written", str(path), path.stat().st_size, time.monotonic() - started)
        _note(done, at, rows=sum(manifest.rows.values()), sha256=sha256_of(path))
    except Exception as error:  # noqa: BLE001 - no city's rows, and no full disk, may stop the others
        seconds = time.monotonic() - started
        done = BackedUp(slug, "failed", seconds=seconds, error=reason(error))
        _note(done, at)
    return done


def _written(slug: str) -> tuple[Path, Manifest]:
    path = default_path(slug)
    if slug == PLATFORM:
        return path, write_platform_bundle(path)
    return path, write_bundle(slug, path)


def sha256_of(path: Path) -> str:
    """The digest of a file of any size, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(done: BackedUp, at: datetime, *, rows: int = 0, sha256: str = "") -> None:
    with entered_platform():
        city = City.objects.filter(slug=done.slug).first()
        if city is None and done.slug != PLATFORM:
            return  # it was deleted meanwhile
        BackupOfCity.objects.create(
            city=city,
            at=at,
            path=done.path,
            bytes=done.bytes,
            rows=rows,
            sha256=sha256,
            seconds=done.seconds,
            error=done.error,
        )


def _forget_pruned(slug: str) -> None:
    gone = [str(one.path) for one in prune(slug)]
    with entered_platform():
        BackupOfCity.objects.filter(path__in=gone).update(path="")
        BackupOfCity.objects.filter(path="", at__lt=timezone.now() - FAILURES_KEPT).delete()


def fresh(*, within: timedelta = FRESH) -> set[str]:
    """The slugs whose newest backup is not older, and whose file is there."""
    return made_since(timezone.now() - within)


def made_since(when: datetime) -> set[str]:
    """The slugs with a backup that was begun then or later, and whose file is there."""
    with entered_platform():
        made = BackupOfCity.objects.filter(error="", at__gte=when)
        rows = list(made.values_list("city__slug", "path"))
    return {slug or PLATFORM for slug, path in rows if path and Path(path).exists()}


def late() -> list[str]:
    """The slugs without a backup of the last day."""
    recent = fresh(within=LATE)
    return [slug for slug in everything() if slug not in recent]


def due(now: datetime) -> list[str]:
    """Those whose turn of this night has come: a minute of its own for each, the same each night.

    ``now`` is a local time; what failed is tried again an hour later.
    """
    minute = now.hour * 60 + now.minute
    done = fresh() | _tried_since(now - RETRY)
    return [slug for slug in everything() if slug not in done and turn_of(slug) <= minute]


def _tried_since(when: datetime) -> set[str]:
    with entered_platform():
        slugs = BackupOfCity.objects.filter(at__gte=when).values_list("city__slug", flat=True)
        return {slug or PLATFORM for slug in slugs}


def turn_of(slug: str) -> int:
    """The minute after midnight at which this city's backup begins."""
    return zlib.crc32(slug.encode()) % NIGHT


def last_errors(slugs: Sequence[str]) -> Mapping[str, str]:
    """Why the last attempt at each of these failed, where it did."""
    with entered_platform():
        newest = BackupOfCity.objects.order_by("city_id", "-at").distinct("city_id")
        rows = list(newest.values_list("city__slug", "error"))
    errors = {slug or PLATFORM: error for slug, error in rows}
    return {slug: errors[slug] for slug in slugs if errors.get(slug)}
