"""From a request's host to its city."""

import re
import time
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from tenants.fence import entered_platform

REMEMBERED = 5.0  # seconds until a changed or suspended city is noticed by every process


@dataclass(frozen=True, slots=True)
class CurrentCity:
    """What a request knows of its city without asking the city's schema.

    While it is not open, its public pages say who helps now and take no reports.
    """

    slug: str
    name: str
    stage: str
    host: str
    copy_of: str = ""
    is_open: bool = True


class CityRequest(HttpRequest):
    """A request whose host was looked up; ``city`` is None on the operators' host."""

    city: CurrentCity | None
    urlconf: str


_HOST = re.compile(r"[a-z0-9.-]{1,253}")


class _Directory:
    """Every host with its city, read whole: hundreds of rows cost less than a query for each
    host, and hosts that somebody tries cost none.
    """

    def __init__(self) -> None:
        self.hosts: dict[str, CurrentCity] | None = None
        self.until = 0.0
        self.times_forgotten = 0
        self._reading = Lock()

    def read(self) -> dict[str, CurrentCity]:
        """The hosts as they were at most ``REMEMBERED`` seconds ago. While one thread reads them
        anew, the others need not wait for it.
        """
        hosts = self.hosts
        if hosts is not None and time.monotonic() < self.until:
            return hosts
        if not self._reading.acquire(blocking=hosts is None):
            return hosts or {}
        try:
            return self._read_anew()
        finally:
            self._reading.release()

    def forget(self) -> None:
        """Whoever asks next reads anew; what is just being read is not remembered."""
        self.times_forgotten += 1
        self.hosts = None

    def _read_anew(self) -> dict[str, CurrentCity]:
        times_forgotten, until = self.times_forgotten, time.monotonic() + REMEMBERED
        hosts = _all_hosts()
        if self.times_forgotten == times_forgotten:
            self.hosts, self.until = hosts, until
        return hosts


_directory = _Directory()


def operator_host() -> str:
    """The host of the operators' console."""
    return f"operator.{settings.BASE_DOMAIN}"


def host_of(slug: str) -> str:
    """The host that a city without a domain of its own answers under."""
    return f"{slug}.{settings.BASE_DOMAIN}"


def bare_host(host: str) -> str:
    """A Host header without port, capital letters and trailing dot."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower().rstrip(".")


def city_at(host: str) -> CurrentCity | None:
    """The city that answers under this bare host, or None."""
    return _directory.read().get(host) if _HOST.fullmatch(host) else None


def forget_hosts() -> None:
    """After a city or a domain has changed in this process."""
    _directory.forget()


def _all_hosts() -> dict[str, CurrentCity]:
    from tenants.models import Domain, Stage

    facts = ("domain", *(f"tenant__{name}" for name in ("slug", "name", "stage", "copy_of")))
    with entered_platform():
        rows = list(Domain.objects.values_list(*facts).order_by())
    return {
        host: CurrentCity(slug, name, stage, host, copy_of, stage == Stage.RUNNING)
        for host, slug, name, stage, copy_of in rows
    }


def is_open(request: HttpRequest) -> bool:
    """Whether the request's city takes reports; the operators' host has no city to be closed."""
    return getattr(getattr(request, "city", None), "is_open", True)
