"""When each city's turn of the clock comes: not all of them in the same second.

A round (30 seconds, an hour, a night) has thirty moments. Which one is a city's follows from its
slug and the task's name, so it stays the same and costs nothing to remember.
"""

import zlib
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

NIGHT_BEGINS, NIGHT_LASTS = 2 * 60, 2 * 60  # minutes
FOR_EVER = None


def moment_of(slug: str, name: str) -> int:
    """Which moment of each round is this city's, for the task of this name."""
    return zlib.crc32(f"{name} {slug}".encode()) % int(settings.CITY_MOMENTS)


def present_moment(name: str, now: datetime) -> int:
    """The number of the present moment, counted on from round to round."""
    moments: int = settings.CITY_MOMENTS
    seconds = settings.CITY_ROUNDS.get(name)
    if seconds:
        return int(now.timestamp() * moments // seconds)
    local = timezone.localtime(now)
    minutes = local.hour * 60 + local.minute - NIGHT_BEGINS
    of_night = min(max(minutes * moments // NIGHT_LASTS, 0), moments - 1)
    return local.toordinal() * moments + of_night


def moments_since(name: str, now: datetime) -> set[int]:
    """Those of a round that have come since this was last asked: none is left out when the clock
    stood still for a while, and none comes twice. Asked in the platform's place.
    """
    present, key = present_moment(name, now), f"moment-of-{name}"
    before = cache.get(key, present - 1)
    cache.set(key, max(before, present), FOR_EVER)
    moments: int = settings.CITY_MOMENTS
    return {one % moments for one in range(max(before, present - moments) + 1, present + 1)}
