"""What speaks for a service and what against it, for one person's need at one moment."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.partners.choices import Accessibility
from casework.partners.freshness import Freshness, freshness_of
from casework.partners.hours_in_words import date_words, opening_words
from casework.partners.load import Load
from casework.partners.models import Location, Need, Service
from casework.partners.opening import WARSAW, OpenState, opening_at
from casework.partners.words import ages_words, feature_words, language_words


class ReasonKind(StrEnum):
    """What a reason is about, in the order in which reasons are shown."""

    NEED = "need"
    AGE = "age"
    LANGUAGE = "language"
    ACCESSIBILITY = "accessibility"
    HOURS = "hours"
    FRESHNESS = "freshness"
    RESPONSE = "response"
    LOAD = "load"
    ELIGIBILITY = "eligibility"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a service (``fits`` is true), against it (false), or that
    nobody knows yet and somebody should ask (None). ``text`` is in the page's language.
    """

    kind: ReasonKind
    fits: bool | None
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; ``age`` None means that nobody knows it."""

    need: Need
    age: int | None
    language: str
    accessibility: Collection[str]
    at: datetime
    load: Mapping[UUID, Load] = field(default_factory=dict)

    def load_of(self, service: Service) -> Load:
        """What the service has in hand."""
        return self.load.get(service.pk, Load())


def _fill(message: Promise, values: Mapping[str, Callable[[], Any]]) -> str:
    return str(message) % {name: value() for name, value in values.items()}


_filled = lazy(_fill, str)
_opening_words = lazy(opening_words, str)


def _reason(
    kind: ReasonKind, fits: bool | None, message: Promise, **values: Callable[[], Any]
) -> Reason:
    """Values are functions, called when the text is shown, so in the reader's language."""
    return Reason(kind, fits, _filled(message, values))


def response_hours(service: Service, need: Need) -> int:
    """How long the body has to answer: the service's own clock, else the need's."""
    return need.response_hours if service.response_hours is None else service.response_hours


def reasons_for(service: Service, wanted: Wanted) -> Iterator[Reason]:
    """Every reason, in the order of ``ReasonKind``. Reads ``locations`` and ``schedules``."""
    yield _need(wanted)
    yield _age(service, wanted.age)
    yield _language(service, wanted.language)
    if wanted.accessibility:
        yield _accessibility(service, wanted.accessibility)
    yield _hours(service, wanted.at)
    yield _freshness(service, wanted.at)
    yield _response(service, wanted.need)
    yield from _load(service, wanted.load_of(service))
    if service.eligibility:
        message = _("Only for some people: %(whom)s")
        yield _reason(ReasonKind.ELIGIBILITY, None, message, whom=lambda: service.eligibility)


def _need(wanted: Wanted) -> Reason:
    message = _("Helps with this: %(need)s")
    return _reason(ReasonKind.NEED, True, message, need=lambda: wanted.need.name)


def _age(service: Service, age: int | None) -> Reason:
    lowest, highest = service.minimum_age, service.maximum_age
    if lowest is None and highest is None:
        return _reason(ReasonKind.AGE, True, _("For people of every age"))
    ages = {"ages": lambda: ages_words(service)}
    if age is None:
        return _reason(ReasonKind.AGE, None, _("Ask about the age. For %(ages)s"), **ages)
    if (lowest or 0) <= age and (highest is None or age <= highest):
        return _reason(ReasonKind.AGE, True, _("Fits the age: for %(ages)s"), **ages)
    return _reason(ReasonKind.AGE, False, _("Does not fit the age: for %(ages)s"), **ages)


def _language(service: Service, language: str) -> Reason:
    kind, spoken = ReasonKind.LANGUAGE, service.languages
    values = {
        "language": lambda: language_words([language]),
        "spoken": lambda: language_words(spoken),
    }
    if not spoken:
        return _reason(kind, None, _("Ask whether anybody speaks %(language)s"), **values)
    if language in spoken:
        return _reason(kind, True, _("Speaks the person's language: %(language)s"), **values)
    message = _("Does not speak the person's language (%(language)s), only: %(spoken)s")
    return _reason(kind, False, message, **values)


def _accessibility(service: Service, wanted: Collection[str]) -> Reason:
    kind, places = ReasonKind.ACCESSIBILITY, list(service.locations.all())
    features = [feature for feature in Accessibility.values if feature in wanted]
    if not any(place.accessibility for place in places):
        message = _("Ask about accessibility: %(features)s")
        return _reason(kind, None, message, features=lambda: feature_words(features))
    missing = min((_missing(place, features) for place in places), key=len)
    if not missing:
        message = _("Has what the person needs: %(features)s")
        return _reason(kind, True, message, features=lambda: feature_words(features))
    message = _("Lacks what the person needs: %(features)s")
    return _reason(kind, False, message, features=lambda: feature_words(missing))


def _missing(place: Location, features: Collection[str]) -> list[str]:
    return [feature for feature in features if feature not in place.accessibility]


def _hours(service: Service, at: datetime) -> Reason:
    opening = opening_at(service, at)
    fits = None if opening.state == OpenState.UNKNOWN else opening.is_open
    return Reason(ReasonKind.HOURS, fits, _opening_words(opening, at))


def _freshness(service: Service, at: datetime) -> Reason:
    checked = service.verified_on
    if checked is None:
        return _reason(ReasonKind.FRESHNESS, False, _("Nobody has checked this record yet"))
    day = {"day": lambda: date_words(checked)}
    fits, message = {
        Freshness.FRESH: (True, _("Checked lately: %(day)s")),
        Freshness.AGEING: (None, _("Call before sending: last checked on %(day)s")),
    }.get(
        freshness_of(checked, at.astimezone(WARSAW).date()),
        (False, _("Out of date: last checked on %(day)s")),
    )
    return _reason(ReasonKind.FRESHNESS, fits, message, **day)


def is_full(service: Service, load: Load) -> bool:
    """Whether as much is open with it as it takes at a time; without a number nobody knows."""
    return service.capacity is not None and load.open >= service.capacity


def _load(service: Service, load: Load) -> Iterator[Reason]:
    """Nothing is said of a service that has nothing in hand and names no number of places."""
    if service.capacity is None and not load.open:
        return
    values = {"open": lambda: load.open, "places": lambda: service.capacity}
    kind = ReasonKind.LOAD
    if service.capacity is None:
        yield _reason(kind, True, _("Referrals open there now: %(open)d"), **values)
    elif is_full(service, load):
        message = _("Full. Open referrals: %(open)d, places: %(places)d")
        yield _reason(kind, False, message, **values)
    else:
        message = _("Has room. Open referrals: %(open)d, places: %(places)d")
        yield _reason(kind, True, message, **values)


def _response(service: Service, need: Need) -> Reason:
    hours = response_hours(service, need)
    message = ngettext_lazy(
        "Has %(hours)d hour to answer, day and night",
        "Has %(hours)d hours to answer, day and night",
        hours,
    )
    return _reason(ReasonKind.RESPONSE, True, message, hours=lambda: hours)
