"""Which services of partner bodies could meet a need, in an order that is explained.

A suggestion is never a decision: whoever coordinates reads the reasons and chooses.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Need, Organisation, Service


class ReasonKind(StrEnum):
    """What a reason is about, in the order in which reasons are shown."""

    NEED = "need"
    AGE = "age"
    LANGUAGE = "language"
    ACCESSIBILITY = "accessibility"
    HOURS = "hours"
    FRESHNESS = "freshness"
    RESPONSE = "response"
    ELIGIBILITY = "eligibility"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a service (``fits`` is true), against it (false), or that
    nobody knows yet and somebody should ask (None). ``text`` is in the page's language."""

    kind: ReasonKind
    fits: bool | None
    text: Promise


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One service and everything that speaks for and against it; its hours to answer."""

    service: Service
    organisation: Organisation
    reasons: tuple[Reason, ...]
    response_hours: int

    @property
    def positives(self) -> list[Reason]:
        """What speaks for it."""
        return [reason for reason in self.reasons if reason.fits]

    @property
    def warnings(self) -> list[Reason]:
        """What does not fit."""
        return [reason for reason in self.reasons if reason.fits is False]

    @property
    def questions(self) -> list[Reason]:
        """What nobody knows: ask before sending."""
        return [reason for reason in self.reasons if reason.fits is None]


RANKING = _(
    "First come services that fit the age, then the language, then the accessibility; then "
    "records checked more recently, services open now, and those that answer sooner. Services "
    "that are equal in all this stand in alphabetical order."
)
"""The order of suggestions in words, to be shown above them."""


def suggest(
    *,
    need: Need,
    age: int | None,
    language: str,
    accessibility: Collection[str],
    at: datetime,
    exclude: Collection[UUID] = (),
) -> list[Suggestion]:
    """Active services that serve the need, of bodies that take part in the city's system.

    ``age`` in years, None when unknown; ``language`` is a two-letter code; ``accessibility``
    holds values of ``choices.Accessibility`` that the person needs; ``at`` is an aware moment;
    ``exclude`` holds ids of organisations that are left out (those that declined, say).
    At most six queries, however many services there are.
    """
    raise NotImplementedError
