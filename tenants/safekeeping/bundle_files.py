"""The bundles that lie in ``BACKUP_ROOT``: a folder a city, a file a backup, named by its time."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from tenants.fence.place import PLATFORM_SCHEMA, SLUG_PATTERN

PLATFORM = PLATFORM_SCHEMA  # the folder of the platform's own schema; no city can have this slug
UNTOUCHED = 60 * 60  # seconds after which nobody is writing an unfinished file any more
_NAME = re.compile(rf"(?P<slug>{SLUG_PATTERN})-(?P<at>\d{{8}}T\d{{6}}Z)\.ostoja")


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A whole bundle; ``at`` is the time in its name (UTC)."""

    path: Path
    at: datetime


def bundles_of(slug: str) -> list[BundleFile]:
    """The bundles of a city (or of the platform), the newest first."""
    found = [_bundle(path, slug) for path in _folder(slug).glob("*.ostoja")]
    return sorted(filter(None, found), key=lambda one: one.at, reverse=True)


def bundle_called(name: str) -> Path | None:
    """The bundle in ``BACKUP_ROOT`` of this name, which says in whose folder it lies."""
    match = _NAME.fullmatch(name)
    path = _folder(match["slug"]) / name if match else None
    return path if path and path.is_file() else None


def slugs_with_bundles() -> list[str]:
    """Every city of which there is a bundle, also those that no database knows."""
    root = Path(settings.BACKUP_ROOT)
    names = sorted(path.name for path in root.glob("*") if path.is_dir())
    return [name for name in names if name != PLATFORM and bundles_of(name)]


def clear_unfinished(slug: str, *, now: float | None = None) -> int:
    """Remove what a killed backup left half written; how many files."""
    limit = (now or time.time()) - UNTOUCHED
    left = [path for path in _unfinished(slug) if path.stat().st_mtime < limit]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _unfinished(slug: str) -> Iterator[Path]:
    return _folder(slug).glob(".*.ostoja.*")


def _folder(slug: str) -> Path:
    return Path(settings.BACKUP_ROOT) / slug


def _bundle(path: Path, slug: str) -> BundleFile | None:
    """None for a file that has another name: somebody put it there, and it is left alone."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["slug"] != slug:
        return None
    try:
        at = datetime.strptime(match["at"], "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 - UTC by its Z
    except ValueError:
        return None
    return BundleFile(path, at.replace(tzinfo=UTC))
