"""From a request's host to its city."""

import re
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from tenants.fence import entered_platform
from tenants.fence.remembered import Remembered

if TYPE_CHECKING:
    from tenants.models import Domain

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
_known: dict[str, tuple[float, CurrentCity | None]] = {}


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
    if not _HOST.fullmatch(host):
        return None
    until, city = _known.get(host, (0.0, None))
    if time.monotonic() < until:
        return city
    city = _find(host)
    if len(_known) > 10_000:  # somebody tries hosts
        _known.clear()
    _known[host] = (time.monotonic() + REMEMBERED, city)
    return city


def forget_hosts() -> None:
    """After a city or a domain has changed in this process."""
    _known.clear()


@cache
def _domains() -> "Remembered[Domain]":
    from tenants.models import Domain

    return Remembered(
        lambda host: Domain.objects.select_related("tenant").filter(domain=host).order_by()
    )


def _find(host: str) -> CurrentCity | None:
    from tenants.models import Stage

    with entered_platform():
        domain = next(_domains().rows(host), None)
    if domain is None:
        return None
    city = domain.tenant
    return CurrentCity(
        city.slug, city.name, city.stage, host, city.copy_of, city.stage == Stage.RUNNING
    )


def is_open(request: HttpRequest) -> bool:
    """Whether the request's city takes reports; the operators' host has no city to be closed."""
    return getattr(getattr(request, "city", None), "is_open", True)
