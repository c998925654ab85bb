"""What speaks for a service and what against it, in words: of each answer of ``fitting``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.partners.fitting import Fit, ReasonKind, Wanted, is_full, missing
from casework.partners.hours_in_words import date_words, opening_words
from casework.partners.models import Need
from casework.partners.offers import Offer
from casework.partners.opening import opening_of
from casework.partners.words import (
    ages_words,
    district_words,
    feature_words,
    language_words,
    sex_words,
    situation_words,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a service (``fits`` is true), against it (false), or that
    nobody knows yet and somebody should ask (None).
    """

    kind: ReasonKind
    fits: Fit
    offer: Offer
    wanted: Wanted

    @property
    def text(self) -> str:
        """In the page's language."""
        return WORDS[self.kind](self.fits, self.offer, self.wanted)


LIMITS: Mapping[tuple[ReasonKind, Fit], Promise] = {
    (ReasonKind.SEX, True): gettext_lazy("Is for this person: %(whom)s only"),
    (ReasonKind.SEX, False): gettext_lazy("Is not for this person: %(whom)s only"),
    (ReasonKind.SEX, None): gettext_lazy("The case does not say the sex. For %(whom)s only"),
    (ReasonKind.DISTRICT, True): gettext_lazy("Works in the person's district: %(whom)s"),
    (ReasonKind.DISTRICT, False): gettext_lazy(
        "Does not work in the person's district, only in: %(whom)s"
    ),
    (ReasonKind.DISTRICT, None): gettext_lazy(
        "The case does not say the district. Works in: %(whom)s"
    ),
    (ReasonKind.SITUATION, True): gettext_lazy("Is for people in this situation: %(whom)s"),
    (ReasonKind.SITUATION, False): gettext_lazy(
        "The case names other situations. For people in: %(whom)s"
    ),
    (ReasonKind.SITUATION, None): gettext_lazy(
        "The case does not say the situation. For people in: %(whom)s"
    ),
}


def response_hours(offer: Offer, need: Need) -> int:
    """How long the body has to answer: the service's own clock, else the need's."""
    return need.response_hours if offer.response_hours is None else offer.response_hours


def _need(_fits: Fit, _offer: Offer, wanted: Wanted) -> str:
    return _("Helps with this: %(need)s") % {"need": wanted.need.name}


def _age(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    ages = ages_words(offer)
    if not ages:
        return _("For people of every age")
    if fits is None:
        return _("Ask about the age. For %(ages)s") % {"ages": ages}
    if fits:
        return _("Fits the age: for %(ages)s") % {"ages": ages}
    return _("Does not fit the age: for %(ages)s") % {"ages": ages}


def _limit(kind: ReasonKind, fits: Fit, whom: str) -> str:
    """One of its limits, and whether the person is within it; what nobody said is asked about."""
    return str(LIMITS[kind, fits]) % {"whom": whom}


def _sex(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _limit(ReasonKind.SEX, fits, sex_words(offer.sexes))


def _district(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _limit(ReasonKind.DISTRICT, fits, district_words(offer.districts))


def _situation(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _limit(ReasonKind.SITUATION, fits, situation_words(offer.situations))


def _language(fits: Fit, offer: Offer, wanted: Wanted) -> str:
    language = language_words([wanted.person.language])
    if fits is None:
        return _("Ask whether anybody speaks %(language)s") % {"language": language}
    if fits:
        return _("Speaks the person's language: %(language)s") % {"language": language}
    message = _("Does not speak the person's language (%(language)s), only: %(spoken)s")
    return message % {"language": language, "spoken": language_words(offer.languages)}


def _accessibility(fits: Fit, offer: Offer, wanted: Wanted) -> str:
    if fits is False:
        lacks = feature_words(missing(offer, wanted.features))
        return _("Lacks what the person needs: %(features)s") % {"features": lacks}
    features = {"features": feature_words(wanted.features)}
    if fits is None:
        return _("Ask about accessibility: %(features)s") % features
    return _("Has what the person needs: %(features)s") % features


def _hours(_fits: Fit, offer: Offer, wanted: Wanted) -> str:
    opening = opening_of(offer.hours, wanted.at, always=offer.always_open)
    return opening_words(opening, wanted.at)


def _freshness(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    if offer.verified_on is None:
        return _("Nobody has checked this record yet")
    day = {"day": date_words(offer.verified_on)}
    if fits is None:
        return _("Call before sending: last checked on %(day)s") % day
    if fits:
        return _("Checked lately: %(day)s") % day
    return _("Out of date: last checked on %(day)s") % day


def _response(_fits: Fit, offer: Offer, wanted: Wanted) -> str:
    hours = response_hours(offer, wanted.need)
    message = ngettext(
        "Has %(hours)d hour to answer, day and night",
        "Has %(hours)d hours to answer, day and night",
        hours,
    )
    return message % {"hours": hours}


def _load(_fits: Fit, offer: Offer, wanted: Wanted) -> str:
    load = wanted.load_of(offer)
    values = {"open": load.open, "places": offer.capacity}
    if offer.capacity is None:
        return _("Referrals open there now: %(open)d") % values
    if is_full(offer, load):
        return _("Full. Open referrals: %(open)d, places: %(places)d") % values
    return _("Has room. Open referrals: %(open)d, places: %(places)d") % values


def _room(fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    """What the body said of free places; after some days it is no longer true."""
    day = date_words(offer.free_said_on) if offer.free_said_on else ""
    values = {"free": offer.free_places, "day": day}
    if fits is None:
        return _("Ask about free places. There were %(free)d on %(day)s") % values
    if fits:
        return _("Free places: %(free)d, said on %(day)s") % values
    return _("No free place, said on %(day)s") % values


def _eligibility(_fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _("Only for some people: %(words)s") % {"words": offer.text("eligibility")}


def _own_limits(_fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _("Mind before sending: %(words)s") % {"words": offer.text("limits")}


def _documents(_fits: Fit, offer: Offer, _wanted: Wanted) -> str:
    return _("Documents to bring: %(words)s") % {"words": offer.text("documents")}


WORDS: Mapping[ReasonKind, Callable[[Fit, Offer, Wanted], str]] = {
    ReasonKind.NEED: _need,
    ReasonKind.AGE: _age,
    ReasonKind.SEX: _sex,
    ReasonKind.DISTRICT: _district,
    ReasonKind.SITUATION: _situation,
    ReasonKind.LANGUAGE: _language,
    ReasonKind.ACCESSIBILITY: _accessibility,
    ReasonKind.HOURS: _hours,
    ReasonKind.FRESHNESS: _freshness,
    ReasonKind.RESPONSE: _response,
    ReasonKind.LOAD: _load,
    ReasonKind.ROOM: _room,
    ReasonKind.ELIGIBILITY: _eligibility,
    ReasonKind.LIMITS: _own_limits,
    ReasonKind.DOCUMENTS: _documents,
}
