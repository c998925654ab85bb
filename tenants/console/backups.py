"""The bundles that lie in ``BACKUP_ROOT``, as far as this process may look there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

ENDING = ".ostoja"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file with a city in it; times are UTC, sizes bytes."""

    path: Path
    made_at: datetime
    size: int

    @property
    def name(self) -> str:
        """The file's name, which is unique in its city's folder."""
        return self.path.name


def bundles_of(slug: str) -> Sequence[Bundle]:
    """The city's bundles, the newest first; none where the folder cannot be read."""
    try:
        found = [_bundle(path) for path in (Path(settings.BACKUP_ROOT) / slug).iterdir()]
    except OSError:
        return []
    whole = [bundle for bundle in found if bundle is not None]
    return sorted(whole, key=lambda bundle: (bundle.made_at, bundle.name), reverse=True)


def bundle_named(slug: str, name: str) -> Bundle | None:
    """One of the city's bundles; only a name that the folder holds is ever opened."""
    return next((bundle for bundle in bundles_of(slug) if bundle.name == name), None)


def _bundle(path: Path) -> Bundle | None:
    if path.name.startswith(".") or path.suffix != ENDING or not path.is_file():
        return None
    about = path.stat()
    return Bundle(path, datetime.fromtimestamp(about.st_mtime, UTC), about.st_size)
