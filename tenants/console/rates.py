"""The error rate in words: of the whole platform with its worst cities, and of each city."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from tenants.console import failures
from tenants.console.facts import Said
from tenants.console.failures import DAY, HOUR, Rate
from tenants.models import City

WORST = 5
MUCH = 0.01  # of all requests


def failed_requests() -> Said:
    """Of all hosts together; then where most failed."""
    try:
        hour, day = failures.counted(HOUR), failures.counted(DAY)
    except (RedisError, OSError):
        return Said(_("Redis does not answer"), "red")
    said = _said(sum(hour.values(), Rate()), sum(day.values(), Rate()))
    return replace(said, lines=[*said.lines, *_worst(day)])


def of_cities(cities: Sequence[City]) -> Mapping[str, Said]:
    """By slug; nothing while Redis is away."""
    try:
        hour, day = failures.counted(HOUR), failures.counted(DAY)
    except (RedisError, OSError):
        return {}
    slugs = [city.slug for city in cities if city.slug in day]
    return {slug: _said(hour.get(slug, Rate()), day[slug]) for slug in slugs}


def _said(hour: Rate, day: Rate) -> Said:
    lines = [_("in 24 hours: %(rate)s") % {"rate": _words(day)}]
    return Said(_words(hour), _colour(hour), lines=lines)


def _worst(day: Mapping[str, Rate]) -> list[str]:
    """Those in which most requests failed, the worst first."""
    failed = [(slug, rate) for slug, rate in day.items() if rate.failed]
    failed.sort(key=lambda one: (-one[1].failed, one[0]))
    return [f"{slug or _('no city')}: {_words(rate)}" for slug, rate in failed[:WORST]]


def _words(rate: Rate) -> str:
    if not rate.came:
        return _("no requests")
    words = ngettext(
        "%(failed)s of %(came)s request (%(share)s %%)",
        "%(failed)s of %(came)s requests (%(share)s %%)",
        rate.came,
    )
    return words % {"failed": rate.failed, "came": rate.came, "share": _percent(rate.share)}


def _percent(share: float) -> str:
    return number_format(share * 100, decimal_pos=1 if share >= MUCH or not share else 2)


def _colour(rate: Rate) -> str:
    if not rate.failed:
        return "green"
    return "red" if rate.share >= MUCH else "yellow"
