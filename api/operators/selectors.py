"""What operators' programs read: how cities stand, and which bundles of them there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from tenants.fence import FenceError, entered_platform, schema_of
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.models import City, Stage
from tenants.schemas.histories import histories, wanted_history

ENDING = ".ostoja"


def cities() -> QuerySet[City]:
    """All cities with their domains and their last upgrade."""
    return City.objects.select_related("upgrade").prefetch_related("domains")


def city_named(slug: str) -> City:
    """The city, or 404."""
    found = cities().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def behind() -> frozenset[str]:
    """Slugs of the cities whose tables are older than this version of the code, or missing."""
    present, wanted = histories(), _wanted()
    schemas = City.objects.values_list("slug", "schema_name")
    return frozenset(slug for slug, schema in schemas if present.get(schema) != wanted)


@cache
def _wanted() -> str:
    """The code does not change while it runs."""
    return wanted_history()


def is_at_work(slug: str) -> bool:
    """Whether people may be storing something in the city: it is whole and not suspended."""
    with entered_platform():
        found = City.objects.filter(slug=slug).exclude(stage=Stage.SUSPENDED).first()
        return found is not None and found.schema_name in histories()


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A whole bundle in ``BACKUP_ROOT``; ``size`` in bytes."""

    name: str
    path: Path
    size: int
    made_at: datetime


def bundle_names(slug: str) -> Sequence[str]:
    """What lies in the city's folder; what is being written has another name there.

    404 where there is neither such a city nor a bundle of it: one whose row is gone can still be
    brought back.
    """
    found = [path.name for path in _folder(slug).glob(f"[!.]*{ENDING}") if path.is_file()]
    if not found:
        city_named(slug)
    return found


def bundle_named(slug: str, name: str) -> BundleFile | None:
    """One of the names that ``bundle_names`` gives; None where it has just been removed."""
    path = _folder(slug) / name
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return BundleFile(name, path, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def _folder(slug: str) -> Path:
    """404 for what can be no city: other things lie there besides."""
    try:
        schema_of(slug)
    except FenceError:
        raise Http404 from None
    if slug == PLATFORM_SCHEMA:
        raise Http404
    return Path(settings.BACKUP_ROOT) / slug
