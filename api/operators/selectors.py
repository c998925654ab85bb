"""What operators' programs read: how cities stand, and which bundles of them there are."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.http import Http404

from tenants.fence import entered_platform
from tenants.fence.place import SLUG_PATTERN
from tenants.models import City, Stage
from tenants.safekeeping.bundle_files import PLATFORM, bundles_of
from tenants.schemas.histories import histories, wanted_history


def cities() -> QuerySet[City]:
    """All cities with their domains and their last upgrade."""
    return City.objects.select_related("upgrade").prefetch_related("domains")


def city_named(slug: str) -> City:
    """The city, or 404."""
    found = cities().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def standing() -> Mapping[str, frozenset[str]]:
    """Slugs of the cities whose tables are older than this version of the code, or missing
    (``behind``), and of those that have none at all (``lost``).
    """
    present, wanted = histories(), _wanted()
    schemas = dict(City.objects.values_list("slug", "schema_name"))
    return {
        "behind": frozenset(slug for slug, name in schemas.items() if present.get(name) != wanted),
        "lost": frozenset(slug for slug, name in schemas.items() if name not in present),
    }


def behind() -> frozenset[str]:
    """Those that need an upgrade, or a restore."""
    return standing()["behind"]


@cache
def _wanted() -> str:
    """The code does not change while it runs."""
    return wanted_history()


def is_at_work(slug: str) -> bool:
    """Whether people may be storing something in the city: it is whole and not suspended."""
    with entered_platform():
        found = City.objects.filter(slug=slug).exclude(stage=Stage.SUSPENDED).first()
        return found is not None and found.schema_name in histories()


def bundles(slug: str) -> Mapping[str, Path]:
    """What lies in the city's folder of ``BACKUP_ROOT``: file by name.

    404 where there is neither such a city nor a bundle of it: one whose row is gone can still be
    brought back.
    """
    found = {one.path.name: one.path for one in bundles_of(slug)} if _may_be_a_city(slug) else {}
    if not found:
        city_named(slug)
    return found


def _may_be_a_city(slug: str) -> bool:
    """The platform's own bundles lie beside the cities'."""
    return re.fullmatch(SLUG_PATTERN, slug) is not None and slug != PLATFORM
