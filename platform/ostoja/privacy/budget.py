"""How much one network may do in a while; held in this process's memory and nowhere else.

A network is known only by an HMAC of its /24 or /48 under a random key that is thrown away with
all counts at least once a day. Nothing here can fail when Redis does, and nothing of it reaches a
database, a cache, a log or a backup.

A budget that is used up never stops anybody: reports are stored and wait behind the others
in the inbox, and a code is looked up at its second sending (``ostoja.privacy.slow_lane``).

Behind a proxy that does not tell whose address a request came from, all residents of a city seem
to be one network: its own. Such an address, of a kind that nobody has on the internet, names no
network. Then nobody's report is put behind others because of what somebody else sent, while
wrong codes are counted for the whole city, since the slow lane is only slow. The deployment check
of this room asks for FORWARDED_ALLOW_IPS, with which the web server tells them apart.
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

# Loopback, private, link-local and shared addresses: a proxy's, never a resident's.
OURS = tuple(
    ip_network(one)
    for one in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10"),
    )
)


class Budget:
    """At most ``limit`` in any ``seconds`` for each network and city.

    Requests of which the network is not known share one count, or with ``counts_unknown``
    off have none.
    """

    def __init__(self, limit: int, seconds: float, *, counts_unknown: bool = True) -> None:
        self.limit, self.seconds, self.counts_unknown = limit, seconds, counts_unknown
        self._lock = Lock()
        self._forget(time.monotonic())

    def spend(self, request: HttpRequest) -> bool:
        """Count one; whether that was still within the budget."""
        return self.count(request) <= self.limit

    def count(self, request: HttpRequest) -> int:
        """Count one; how many there were, at most one more than the limit, 0 if uncounted."""
        network = network_of(request.META.get("REMOTE_ADDR", ""))
        if not network and not self.counts_unknown:
            return 0
        return self._count(network)

    def spend_named(self, name: str) -> bool:
        """Count one of whoever has this name (a token's key); the rest is the same."""
        return self._count(name) <= self.limit

    def _count(self, name: str) -> int:
        with self._lock:
            times = self._times(name)
            times.append(time.monotonic())
            del times[: -self.limit - 1]
            return len(times)

    def is_spent(self, request: HttpRequest) -> bool:
        """Whether one more would be too many; counts nothing."""
        network = network_of(request.META.get("REMOTE_ADDR", ""))
        with self._lock:
            return len(self._times(network)) >= self.limit

    def forget(self) -> None:
        """Throw away the key and every count."""
        with self._lock:
            self._forget(time.monotonic())

    def _forget(self, now: float) -> None:
        self._key, self._until = secrets.token_bytes(32), now + KEY_LASTS
        self._counted: dict[bytes, list[float]] = {}

    def _times(self, network: str) -> list[float]:
        now = time.monotonic()
        if now > self._until or len(self._counted) > MOST_NETWORKS:
            self._forget(now)
        times = self._counted.setdefault(self._name(network), [])
        times[:] = [moment for moment in times if moment > now - self.seconds]
        return times

    def _name(self, network: str) -> bytes:
        return hmac.digest(self._key, f"{current_schema()} {network}".encode(), sha256)


def network_of(address: str) -> str:
    """The network of an address: /24, or /48 of IPv6; empty where no resident's is known."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if any(found in network for network in OURS):
        return ""
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))
