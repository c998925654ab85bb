"""How far a record about a body can be trusted, by the day when somebody last checked it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.partners.models.rules import FRESH_FOR

AGEING_UNTIL = 365
"""Days since the record was checked, where it must be confirmed every 180."""


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


def freshness_of(
    checked_on: date | None, today: date, *, confirm_every: int = FRESH_FOR
) -> Freshness:
    """The freshness of a record that was checked on this day and must be confirmed every so many
    days; after twice that time it is out of date.
    """
    if checked_on is None:
        return Freshness.UNKNOWN
    days = (today - checked_on).days
    if days <= confirm_every:
        return Freshness.FRESH
    until = AGEING_UNTIL if confirm_every == FRESH_FOR else 2 * confirm_every
    return Freshness.AGEING if days <= until else Freshness.STALE


def score_of(facts: Iterable[date | None], today: date, *, confirm_every: int) -> int:
    """How many of a body's records somebody confirmed in time, in percent."""
    known = [freshness_of(day, today, confirm_every=confirm_every) for day in facts]
    return round(100 * known.count(Freshness.FRESH) / len(known)) if known else 100


def oldest(days: Iterable[date | None]) -> date | None:
    """The day from which all of the facts are known to be right; None if one never was checked."""
    known = list(days)
    return None if None in known or not known else min(day for day in known if day)
