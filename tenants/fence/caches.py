"""Process-wide caches and cache keys, kept apart by city."""

from collections import defaultdict
from functools import cache, cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache.backends.redis import RedisCache

from tenants.fence.place import PLATFORM_SCHEMA, current_place, current_schema


class CityCache(RedisCache):
    """Django's, that can count too."""

    def count(self, key: str, seconds: int) -> int:
        """One more under this key: how many there are. In one trip; forgotten after ``seconds``.

        A pipeline of redis-py's takes three times as long to be made as Redis to answer it.
        """
        name = self.make_and_validate_key(key)
        trip = self._pool.get_connection()
        try:
            trip.send_packed_command(
                trip.pack_commands([("INCR", name), ("EXPIRE", name, seconds)])
            )
            many, _is_set = trip.read_response(), trip.read_response()
        except BaseException:
            trip.disconnect()  # nobody else may get an answer that was meant for this
            raise
        finally:
            self._pool.release(trip)
        return int(many)

    @cached_property
    def _pool(self) -> Any:
        """Django asks for it anew each time."""
        return self._cache.get_client(write=True).connection_pool


def make_key(key: str, key_prefix: str, version: int) -> str:
    """A cache key that carries the city (``CACHES[...]["KEY_FUNCTION"]``)."""
    return f"{key_prefix}:{current_schema()}:{version}:{key}"


def _where() -> str:
    place = current_place()
    return place.schema if place else PLATFORM_SCHEMA


class ByCity(dict[str, Any]):
    """A dictionary by database alias that answers with the present city's own entry.

    Content-type ids differ between cities, so Django's process-wide cache of them would
    hand out another city's ids.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cities: defaultdict[str, dict[str, Any]] = defaultdict(dict)

    def __getitem__(self, alias: str) -> Any:
        return self._cities[_where()][alias]

    def setdefault(self, alias: str, default: Any = None) -> Any:
        return self._cities[_where()].setdefault(alias, default)

    def clear(self) -> None:
        self._cities.clear()


def keep_caches_apart() -> None:
    """Replace the two content-type caches that know no city (Django's and guardian's)."""
    from guardian import shortcuts

    ContentType.objects._cache = ByCity()  # type: ignore[attr-defined]
    look_up = shortcuts._get_ct_cached.__wrapped__

    @cache
    def remembered(schema: str, app_label: str, codename: str) -> ContentType:
        found: ContentType = look_up(app_label, codename)
        return found

    def cached(app_label: str, codename: str) -> ContentType:
        return remembered(current_schema(), app_label, codename)

    cached.cache_clear = remembered.cache_clear  # type: ignore[attr-defined]
    shortcuts._get_ct_cached = cached  # type: ignore[assignment]
