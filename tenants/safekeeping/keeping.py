"""Which bundles stay: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tenants.safekeeping.bundle_files import BundleFile, bundles_of

PERIODS: tuple[Callable[[datetime], object], ...] = (
    lambda at: at.date(),
    lambda at: at.isocalendar()[:2],
    lambda at: (at.year, at.month),
)


def kept(times: Iterable[datetime], how_many: Sequence[int]) -> set[datetime]:
    """Of these times, those to keep; ``how_many`` days, weeks and months. The newest always.

    Days begin in the platform's time zone. A period without a bundle does not count: after
    a month in which none was made, the older ones are not thrown away for it.
    """
    newest_first = sorted(times, reverse=True)
    found = set(newest_first[:1])
    for period, most in zip(PERIODS, how_many, strict=True):
        firsts: dict[object, datetime] = {}
        for at in newest_first:
            firsts.setdefault(period(timezone.localtime(at)), at)
        found.update(list(firsts.values())[:most])
    return found


def prune(slug: str) -> list[BundleFile]:
    """Remove the bundles of a city that need not stay; which ones."""
    files = bundles_of(slug)
    stay = kept((one.at for one in files), settings.BACKUP_KEEP)
    gone = [one for one in files if one.at not in stay]
    for one in gone:
        one.path.unlink(missing_ok=True)
    return gone
