"""The bundles that lie in ``BACKUP_ROOT``, as far as this process may look there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenants.safekeeping import bundle_files


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
        return [
            Bundle(one.path, one.at, one.path.stat().st_size)
            for one in bundle_files.bundles_of(slug)
        ]
    except OSError:
        return []


def newest(slug: str) -> Bundle | None:
    """The last one, if there is any."""
    return next(iter(bundles_of(slug)), None)


def bundle_named(slug: str, name: str) -> Bundle | None:
    """One of the city's bundles; only a name that the folder holds is ever opened."""
    return next((bundle for bundle in bundles_of(slug) if bundle.name == name), None)
