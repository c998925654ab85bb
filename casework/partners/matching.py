"""Which services of partner bodies could meet a need, in an order that is explained.

A suggestion is never a decision: whoever coordinates reads the reasons and chooses.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ServiceStatus
from casework.partners.fitting import Fit, ReasonKind, Wanted, fits_of
from casework.partners.load import load_of
from casework.partners.models import Need, Service
from casework.partners.offers import Body, Offer, offers
from casework.partners.person import Facts
from casework.partners.reasons import Reason, response_hours
from casework.partners.selectors import taking_part

__all__ = ["RANKING", "Reason", "ReasonKind", "Suggestion", "suggest"]

RANKING = _(
    "First come services that are for this person by age, sex, district and situation, as far as "
    "they are known; then those that fit the language, then the accessibility, then those with "
    "room; then records checked lately, services open now, and those that answer sooner. Among "
    "services that are equal in all this the one with fewer open referrals comes first, then the "
    "one that was asked longest ago, then the alphabet."
)
"""The order of suggestions in words, to be shown above them."""

FOR_WHOM = (ReasonKind.AGE, ReasonKind.SEX, ReasonKind.DISTRICT, ReasonKind.SITUATION)
RANKED_AFTER_WHOM = (
    ReasonKind.LANGUAGE,
    ReasonKind.ACCESSIBILITY,
    ReasonKind.LOAD,
    ReasonKind.ROOM,
    ReasonKind.FRESHNESS,
    ReasonKind.HOURS,
)
NEVER = datetime.min.replace(tzinfo=UTC)
_PLACES: dict[bool | None, int] = {True: 0, None: 1, False: 2}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One service, and for each kind of reason whether it fits; its hours to answer."""

    service: Offer
    fits: Mapping[ReasonKind, Fit]
    wanted: Wanted

    @property
    def organisation(self) -> Body:
        """Who offers it."""
        return self.service.organisation

    @property
    def response_hours(self) -> int:
        """How long the body has to answer."""
        return response_hours(self.service, self.wanted.need)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that speaks for and against it."""
        return tuple(
            Reason(kind, fits, self.service, self.wanted) for kind, fits in self.fits.items()
        )

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


def suggest(
    *,
    need: Need,
    person: Facts,
    at: datetime,
    exclude: Collection[UUID] = (),
) -> list[Suggestion]:
    """Active services that serve the need, of bodies that take part in the city's system.

    ``at`` is an aware moment; ``exclude`` holds ids of organisations that are left out (those
    that declined, say).
    Four queries, however many services there are. A service that does not fit is not hidden:
    it comes last, with the reason.

    A service for every age and one for the person's age fit alike. While the age is unknown it
    ranks nothing: a service for some ages says "ask about the age" and stands neither before
    nor after one for every age, since half of those who could help best (for children, for older
    people) would otherwise lie hidden below whatever says nothing of age. So do sex, district
    and situation.
    """
    offered = Service.objects.filter(
        needs=need, status=ServiceStatus.ACTIVE, organisation__in=taking_part()
    )
    left = offered.exclude(organisation__in=exclude).order_by()
    wanted = Wanted(need, person, at, load_of(left.values("pk")))
    return sorted(
        (Suggestion(one, fits_of(one, wanted), wanted) for one in offers(left)), key=_rank
    )


def _rank(suggestion: Suggestion) -> tuple[Any, ...]:
    fits, offer, wanted = suggestion.fits, suggestion.service, suggestion.wanted
    load = wanted.load_of(offer)
    # What is unknown is the person's own facts, the same for all services: see ``suggest``.
    shut_out = sum(fits.get(kind) is False for kind in FOR_WHOM)
    # What nobody asked for (accessibility) or knows (load) lets every service through.
    places = [_PLACES[fits.get(kind, True)] for kind in RANKED_AFTER_WHOM]
    return (
        shut_out,
        *places,
        response_hours(offer, wanted.need),
        load.open,
        load.asked_at or NEVER,
        offer.organisation.sort_key,
        offer.key,
    )
