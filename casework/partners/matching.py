"""Which services of partner bodies could meet a need, in an order that is explained.

A suggestion is never a decision: whoever coordinates reads the reasons and chooses.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ServiceStatus
from casework.partners.load import Load, load_of
from casework.partners.models import Need, Organisation, Service
from casework.partners.models.rules import confirm_every
from casework.partners.person import Facts
from casework.partners.reasons import Reason, ReasonKind, Wanted, reasons_for, response_hours
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
    """One service and everything that speaks for and against it; its hours to answer."""

    service: Service
    organisation: Organisation
    reasons: tuple[Reason, ...]
    response_hours: int
    load: Load

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
    Five queries, however many services there are. A service that does not fit is not hidden:
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
    services = list(
        offered.exclude(organisation__in=exclude)
        .annotate(confirm_within=confirm_every())
        .select_related("organisation")
        .prefetch_related("locations", "schedules", "organisation__phones")
    )
    load = load_of([service.pk for service in services])
    wanted = Wanted(need, person, at, load)
    return sorted((_suggestion(service, wanted) for service in services), key=_rank)


def _suggestion(service: Service, wanted: Wanted) -> Suggestion:
    return Suggestion(
        service=service,
        organisation=service.organisation,
        reasons=tuple(reasons_for(service, wanted)),
        response_hours=response_hours(service, wanted.need),
        load=wanted.load_of(service),
    )


def _rank(suggestion: Suggestion) -> tuple[Any, ...]:
    fits = {reason.kind: reason.fits for reason in suggestion.reasons}
    # What is unknown is the person's own facts, the same for all services: see ``suggest``.
    shut_out = sum(fits.get(kind) is False for kind in FOR_WHOM)
    # What nobody asked for (accessibility) or knows (load) lets every service through.
    places = (_PLACES[fits.get(kind, True)] for kind in RANKED_AFTER_WHOM)
    return (
        shut_out,
        *places,
        suggestion.response_hours,
        suggestion.load.open,
        suggestion.load.asked_at or NEVER,
        suggestion.organisation.sort_key,
        suggestion.service.key,
    )
