"""How much one network may do in a while; held in this process's memory and nowhere else.

A network is known only by an HMAC of its /24 or /48 under a random key that is thrown away with
all counts at least once a day. Nothing here can fail when Redis does, and nothing of it reaches a
database, a cache, a log or a backup.
"""

import hmac
import secrets
import time
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from django.http import HttpRequest

from tenants.fence import current_schema

KEY_LASTS = 24 * 60 * 60.0  # seconds
MOST_NETWORKS = 10_000


class Budget:
    """At most ``limit`` in any ``seconds`` for each network and city."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        self._lock = Lock()
        self._forget(time.monotonic())

    def spend(self, request: HttpRequest) -> bool:
        """Count one; whether that was still within the budget."""
        with self._lock:
            times = self._times(request)
            times.append(time.monotonic())
            del times[: -self.limit - 1]
            return len(times) <= self.limit

    def is_spent(self, request: HttpRequest) -> bool:
        """Whether one more would be too many; counts nothing."""
        with self._lock:
            return len(self._times(request)) >= self.limit

    def forget(self) -> None:
        """Throw away the key and every count."""
        with self._lock:
            self._forget(time.monotonic())

    def _forget(self, now: float) -> None:
        self._key, self._until = secrets.token_bytes(32), now + KEY_LASTS
        self._counted: dict[bytes, list[float]] = {}

    def _times(self, request: HttpRequest) -> list[float]:
        now = time.monotonic()
        if now > self._until or len(self._counted) > MOST_NETWORKS:
            self._forget(now)
        times = self._counted.setdefault(self._name(request), [])
        times[:] = [moment for moment in times if moment > now - self.seconds]
        return times

    def _name(self, request: HttpRequest) -> bytes:
        where = f"{current_schema()} {network_of(request.META.get('REMOTE_ADDR', ''))}"
        return hmac.digest(self._key, where.encode(), sha256)


def network_of(address: str) -> str:
    """The network of an address: /24, or /48 of IPv6; all that are none share one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


# Over it reports are still stored, but wait behind the others in the inbox.
REPORTS = Budget(limit=10, seconds=10 * 60)
# Over it codes are not looked up for a moment, right or wrong.
WRONG_CODES = Budget(limit=20, seconds=60)
