"""What speaks for a service and what against it, for one person's need at one moment."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.partners.choices import Accessibility, ServedSex
from casework.partners.freshness import Freshness, freshness_of
from casework.partners.hours_in_words import date_words, opening_words
from casework.partners.load import Load
from casework.partners.models import Location, Need, Service
from casework.partners.opening import WARSAW, OpenState, opening_at
from casework.partners.person import Facts
from casework.partners.words import (
    ages_words,
    district_words,
    feature_words,
    language_words,
    sex_words,
    situation_words,
)
from ostoja.ui.polish_order import fold


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
    """What is looked for, and for whom."""

    need: Need
    person: Facts
    at: datetime
    load: Mapping[UUID, Load] = field(default_factory=dict)

    def load_of(self, service: Service) -> Load:
        """What the service has in hand."""
        return self.load.get(service.pk, Load())


ROOM_HOLDS_FOR = 7
"""Days for which a number of free places is believed."""

LIMITS: Mapping[tuple[ReasonKind, bool | None], Promise] = {
    (ReasonKind.SEX, True): _("Is for this person: %(whom)s only"),
    (ReasonKind.SEX, False): _("Is not for this person: %(whom)s only"),
    (ReasonKind.SEX, None): _("The case does not say the sex. For %(whom)s only"),
    (ReasonKind.DISTRICT, True): _("Works in the person's district: %(whom)s"),
    (ReasonKind.DISTRICT, False): _("Does not work in the person's district, only in: %(whom)s"),
    (ReasonKind.DISTRICT, None): _("The case does not say the district. Works in: %(whom)s"),
    (ReasonKind.SITUATION, True): _("Is for people in this situation: %(whom)s"),
    (ReasonKind.SITUATION, False): _("The case names other situations. For people in: %(whom)s"),
    (ReasonKind.SITUATION, None): _("The case does not say the situation. For people in: %(whom)s"),
}


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
    person = wanted.person
    yield _need(wanted)
    yield _age(service, person.age)
    yield from _limits(service, person)
    yield _language(service, person.language)
    if person.accessibility:
        yield _accessibility(service, person.accessibility)
    yield _hours(service, wanted.at)
    yield _freshness(service, wanted.at)
    yield _response(service, wanted.need)
    yield from _load(service, wanted.load_of(service))
    yield from _room(service, wanted.at)
    yield from _in_words(service)


def _in_words(service: Service) -> Iterator[Reason]:
    """What only a person can weigh."""
    said = (
        (ReasonKind.ELIGIBILITY, service.eligibility, _("Only for some people: %(words)s")),
        (ReasonKind.LIMITS, service.limits, _("Mind before sending: %(words)s")),
        (ReasonKind.DOCUMENTS, service.documents, _("Documents to bring: %(words)s")),
    )
    for kind, words, message in said:
        if words:
            yield _reason(kind, None, message, words=partial(str, words))


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


def _limits(service: Service, person: Facts) -> Iterator[Reason]:
    """Sex, district and situation: nothing is said of a service that is for everybody."""
    if service.sexes:
        whom = partial(sex_words, service.sexes)
        known = {person.sex} & set(ServedSex.values)
        yield _limit(ReasonKind.SEX, _fits(service.sexes, known), whom)
    if service.districts:
        known = {fold(person.district)} if person.district.strip() else set()
        fits = _fits(map(fold, service.districts), known)
        yield _limit(ReasonKind.DISTRICT, fits, partial(district_words, service.districts))
    if service.situations:
        fits = _fits(service.situations, set(person.situations))
        yield _limit(ReasonKind.SITUATION, fits, partial(situation_words, service.situations))


def _fits(served: Iterable[str], known: set[str]) -> bool | None:
    return bool(known & set(served)) if known else None


def _limit(kind: ReasonKind, fits: bool | None, whom: Callable[[], str]) -> Reason:
    """One of its limits, and whether the person is within it; what nobody said is asked about."""
    return _reason(kind, fits, LIMITS[kind, fits], whom=whom)


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
        freshness_of(checked, at.astimezone(WARSAW).date(), confirm_every=service.confirm_every),
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


def _room(service: Service, at: datetime) -> Iterator[Reason]:
    """What the body said of free places; after some days it is no longer true."""
    if service.free_places is None or service.free_said_on is None:
        return
    said_on = service.free_said_on
    values = {"free": lambda: service.free_places, "day": lambda: date_words(said_on)}
    if (at.astimezone(WARSAW).date() - said_on).days > ROOM_HOLDS_FOR:
        message = _("Ask about free places. There were %(free)d on %(day)s")
        yield _reason(ReasonKind.ROOM, None, message, **values)
    elif service.free_places:
        message = _("Free places: %(free)d, said on %(day)s")
        yield _reason(ReasonKind.ROOM, True, message, **values)
    else:
        yield _reason(ReasonKind.ROOM, False, _("No free place, said on %(day)s"), **values)


def _response(service: Service, need: Need) -> Reason:
    hours = response_hours(service, need)
    message = ngettext_lazy(
        "Has %(hours)d hour to answer, day and night",
        "Has %(hours)d hours to answer, day and night",
        hours,
    )
    return _reason(ReasonKind.RESPONSE, True, message, hours=lambda: hours)
