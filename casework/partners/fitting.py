"""Whether an offer fits one person's need at one moment: what it is ranked by, without a word.

Each answer is true, false, or None: nobody knows yet, and somebody should ask.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from casework.partners.choices import Accessibility, ServedSex
from casework.partners.freshness import Freshness, freshness_of
from casework.partners.load import Load
from casework.partners.models import Need
from casework.partners.offers import Offer
from casework.partners.opening import WARSAW, Hours, is_open
from casework.partners.person import Facts
from ostoja.ui.polish_order import fold

Fit = bool | None

ROOM_HOLDS_FOR = 7
"""Days for which a number of free places is believed."""
_SEXES = frozenset(ServedSex.values)
_FRESH: Mapping[Freshness, Fit] = {Freshness.FRESH: True, Freshness.AGEING: None}


class ReasonKind(StrEnum):
    """What a reason is about, in the order in which reasons are shown."""

    NEED = "need"
    AGE = "age"
    SEX = "sex"
    DISTRICT = "district"
    SITUATION = "situation"
    LANGUAGE = "language"
    ACCESSIBILITY = "accessibility"
    HOURS = "hours"
    FRESHNESS = "freshness"
    RESPONSE = "response"
    LOAD = "load"
    ROOM = "room"
    ELIGIBILITY = "eligibility"
    LIMITS = "limits"
    DOCUMENTS = "documents"


IN_WORDS = (ReasonKind.ELIGIBILITY, ReasonKind.LIMITS, ReasonKind.DOCUMENTS)
"""What only a person can weigh."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for, and for whom, at an aware moment; what services have in hand."""

    need: Need
    person: Facts
    at: datetime
    load: Mapping[UUID, Load] = field(default_factory=dict)
    _open: dict[tuple[bool, tuple[Hours, ...]], Fit] = field(default_factory=dict)

    @cached_property
    def day(self) -> date:
        """The day on Poland's calendar."""
        return self.at.astimezone(WARSAW).date()

    @cached_property
    def sexes(self) -> Collection[str]:
        """The person's, if any service says that it is for them."""
        return {self.person.sex} & _SEXES

    @cached_property
    def districts(self) -> Collection[str]:
        """Where the person lives, as districts are compared."""
        return {fold(self.person.district)} if self.person.district.strip() else set()

    @cached_property
    def features(self) -> list[str]:
        """What of a place the person needs, in the order in which it is named."""
        return [one for one in Accessibility.values if one in self.person.accessibility]

    def load_of(self, offer: Offer) -> Load:
        """What it has in hand."""
        return self.load.get(offer.pk, NOTHING)

    def is_open(self, offer: Offer) -> Fit:
        """Whether somebody is there; hours that many share are looked at once."""
        shared = offer.always_open, offer.hours
        if shared not in self._open:
            self._open[shared] = is_open(offer.hours, self.at, always=offer.always_open)
        return self._open[shared]


NOTHING = Load()


def fits_of(offer: Offer, wanted: Wanted) -> dict[ReasonKind, Fit]:
    """All that there is to say, in the order of ``ReasonKind``; what says nothing is left out."""
    fits: dict[ReasonKind, Fit] = {
        ReasonKind.NEED: True,
        ReasonKind.AGE: age_fits(offer, wanted.person.age),
        **_limits(offer, wanted),
        ReasonKind.LANGUAGE: wanted.person.language in offer.languages if offer.languages else None,
    }
    if wanted.person.accessibility:
        fits[ReasonKind.ACCESSIBILITY] = _accessibility(offer, wanted.features)
    fits[ReasonKind.HOURS] = wanted.is_open(offer)
    fits[ReasonKind.FRESHNESS] = _FRESH.get(freshness(offer, wanted.day), False)
    fits[ReasonKind.RESPONSE] = True
    if offer.capacity is not None or wanted.load_of(offer).open:
        fits[ReasonKind.LOAD] = not is_full(offer, wanted.load_of(offer))
    if offer.free_places is not None and offer.free_said_on is not None:
        is_old = (wanted.day - offer.free_said_on).days > ROOM_HOLDS_FOR
        fits[ReasonKind.ROOM] = None if is_old else bool(offer.free_places)
    for kind in IN_WORDS:
        if offer.says(kind):
            fits[kind] = None
    return fits


def age_fits(offer: Offer, age: int | None) -> Fit:
    """A service for every age fits whatever the age is."""
    lowest, highest = offer.minimum_age, offer.maximum_age
    if lowest is None and highest is None:
        return True
    if age is None:
        return None
    return (lowest or 0) <= age and (highest is None or age <= highest)


def _limits(offer: Offer, wanted: Wanted) -> Mapping[ReasonKind, Fit]:
    """Sex, district and situation: nothing is said of a service that is for everybody."""
    fits: dict[ReasonKind, Fit] = {}
    if offer.sexes:
        fits[ReasonKind.SEX] = _among(offer.sexes, wanted.sexes)
    if offer.districts:
        fits[ReasonKind.DISTRICT] = _among(map(fold, offer.districts), wanted.districts)
    if offer.situations:
        fits[ReasonKind.SITUATION] = _among(offer.situations, wanted.person.situations)
    return fits


def _among(served: Iterable[str], known: Collection[str]) -> Fit:
    return not set(known).isdisjoint(served) if known else None


def _accessibility(offer: Offer, features: Collection[str]) -> Fit:
    return not missing(offer, features) if any(offer.places) else None


def missing(offer: Offer, features: Collection[str]) -> list[str]:
    """What the best of its places lacks."""
    lacks = ([one for one in features if one not in place] for place in offer.places)
    return min(lacks, key=len)


def freshness(offer: Offer, today: date) -> Freshness:
    """How far its record can be trusted."""
    return freshness_of(offer.verified_on, today, confirm_every=offer.confirm_every)


def is_full(offer: Offer, load: Load) -> bool:
    """Whether as much is open with it as it takes at a time; without a number nobody knows."""
    return offer.capacity is not None and load.open >= offer.capacity
