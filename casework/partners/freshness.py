"""How far a record about a body can be trusted, by the day when somebody last checked it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FRESH_FOR = 180
AGEING_UNTIL = 365
"""Days since the record was checked."""


class Freshness(TextChoices):
    """The older the record, the more the reader should call first."""

    FRESH = "fresh", _("checked lately")
    AGEING = "ageing", _("worth checking")
    STALE = "stale", _("out of date")
    UNKNOWN = "unknown", _("never checked")


COLOURS: dict[str, str] = {
    Freshness.FRESH: "green",
    Freshness.AGEING: "yellow",
    Freshness.STALE: "orange",
    Freshness.UNKNOWN: "grey",
}
NEEDS_CHECKING = frozenset({Freshness.AGEING, Freshness.STALE, Freshness.UNKNOWN})


def freshness_of(checked_on: date | None, today: date) -> Freshness:
    """The freshness of a record that was checked on this day."""
    if checked_on is None:
        return Freshness.UNKNOWN
    days = (today - checked_on).days
    if days <= FRESH_FOR:
        return Freshness.FRESH
    return Freshness.AGEING if days <= AGEING_UNTIL else Freshness.STALE


def oldest(days: Iterable[date | None]) -> date | None:
    """The day from which all of the facts are known to be right; None if one never was checked."""
    known = list(days)
    return None if None in known or not known else min(day for day in known if day)
