"""The public directory: which bodies residents see, and each as a card with its services.

Shown are bodies that take part in the city's system, are not kept out of the directory, are
not made up, and have something for a resident: a service or a telephone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import overload

from django.db import models
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.partners.choices import OrganisationRole, PhoneKind, ServiceStatus
from casework.partners.hours_in_words import HoursLine, opening_words, weekly_hours
from casework.partners.models import (
    Activity,
    Location,
    Need,
    Organisation,
    Phone,
    Service,
)
from casework.partners.opening import Opening, OpenState, opening_at
from casework.partners.searching import fits, words_of_body
from casework.partners.selectors import taking_part
from casework.partners.words import (
    SPOKEN_LANGUAGES,
    ages_words,
    feature_words,
    language_words,
    whom_words,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a resident looks for; nothing set finds everybody."""

    words: str = ""
    need: Need | None = None
    language: str = ""
    accessibility: frozenset[str] = frozenset()
    open_now: bool = False

    @property
    def are_set(self) -> bool:
        """Whether anything was asked."""
        return bool(self.words or self.need or self.language or self.accessibility or self.open_now)

    @property
    def asks_for_services(self) -> bool:
        """Whether a body without a service that fits is left out."""
        return replace(self, words="").are_set


@dataclass(frozen=True, slots=True)
class Offer:
    """One service as a resident reads it, at one moment."""

    service: Service
    at: datetime
    opening: Opening

    @property
    def state(self) -> str:
        """“Open now until 20:00”."""
        return opening_words(self.opening, self.at)

    @property
    def hours(self) -> list[HoursLine]:
        """The week."""
        return weekly_hours(self.service)

    @property
    def ages(self) -> str:
        """For whom by age; empty for everybody."""
        return ages_words(self.service)

    @property
    def whom(self) -> list[str]:
        """All its limits, a line each; none for everybody."""
        return whom_words(self.service)

    @property
    def languages(self) -> str:
        """Which languages are spoken."""
        return language_words(self.service.languages)


@dataclass(frozen=True, slots=True)
class Place:
    """A location with what makes it accessible, in words."""

    location: Location
    accessibility: str


@dataclass(frozen=True, slots=True)
class Card:
    """A body as a resident reads it, with those of its services that fit the filters."""

    organisation: Organisation
    offers: list[Offer] = field(default_factory=list)

    @property
    def phones(self) -> list[Phone]:
        """Numbers that a resident can use."""
        return [one for one in self.organisation.phones.all() if one.kind != PhoneKind.FAX]

    @property
    def places(self) -> list[Place]:
        """Where to go: addresses of the shown services, else all of the body's."""
        own = {one.pk: one for offer in self.offers for one in offer.service.locations.all()}
        shown = own.values() if own else self.organisation.locations.all()
        return [Place(one, feature_words(one.accessibility)) for one in shown]

    @property
    def is_sample(self) -> bool:
        """Whether anything on the card was made up for the demonstration."""
        facts = [*self.phones, *(one.location for one in self.places)]
        services = [offer.service for offer in self.offers]
        return (
            self.organisation.is_sample
            or self.organisation.description_is_sample
            or any(fact.is_sample for fact in [*facts, *services])
        )


class AllCards(Sequence[Card]):
    """The cards of the whole directory, of which only those that are asked for are made: bodies
    with these roles first, in this order, then the others.
    """

    def __init__(self, *first: OrganisationRole) -> None:
        ranks = [models.When(roles__contains=[role], then=at) for at, role in enumerate(first)]
        rank = models.Case(*ranks, default=len(ranks))
        self.bodies = _public().order_by(rank, "sort_key", "key")

    def __len__(self) -> int:
        return self.bodies.count()

    @overload
    def __getitem__(self, at: int) -> Card: ...
    @overload
    def __getitem__(self, at: slice) -> list[Card]: ...
    def __getitem__(self, at: int | slice) -> Card | list[Card]:
        now, found = timezone.now(), self.bodies[at]
        if isinstance(found, Organisation):
            return Card(found, _fitting(found, Filters(), now))
        return [Card(body, _fitting(body, Filters(), now)) for body in found]

    def __iter__(self) -> Iterator[Card]:
        return iter(self[:])


def public_organisations(filters: Filters | None = None) -> Sequence[Card]:
    """The cards that fit, crisis centres first, then in Polish order. Six queries, one more where
    words are looked for. Without filters a page of them costs no more than what it shows.
    """
    filters, now = filters or Filters(), timezone.now()
    if not filters.are_set:
        return AllCards(OrganisationRole.CRISIS_CENTRE)
    bodies = [body for body in _public(filters) if _is_called(body, filters.words)]
    cards = [Card(body, _fitting(body, filters, now)) for body in bodies]
    shown = [card for card in cards if card.offers or not filters.asks_for_services]
    return sorted(shown, key=lambda card: not _is_crisis_centre(card.organisation))


def first_to_turn_to(most: int) -> list[Card]:
    """Crisis centres, then those who coordinate, then others, at most so many."""
    return AllCards(OrganisationRole.CRISIS_CENTRE, OrganisationRole.COORDINATOR)[:most]


def public_organisation(key: str) -> Card:
    """One body with all its services, or ``Http404`` where it is not in the directory."""
    body = _public().filter(key=key).first()
    if body is None:
        raise Http404
    return Card(body, _fitting(body, Filters(), timezone.now()))


def activities_now() -> QuerySet[Activity]:
    """The prevention activities of listed bodies that are not over, in the order of their days."""
    today = timezone.localdate()
    going_on = Activity.objects.exclude(ends_on__lt=today).filter(organisation__in=_listed())
    ordered = going_on.order_by(models.F("starts_on").asc(nulls_last=True), "id")
    return ordered.select_related("organisation", "location")


def is_listed(organisation: Organisation) -> bool:
    """Whether residents see this body."""
    return listed_bodies().filter(pk=organisation.pk).exists()


def languages_spoken() -> list[str]:
    """Codes of the languages of all services in the directory."""
    services = _active_services().filter(organisation__in=_listed())
    spoken = {code for codes in services.values_list("languages", flat=True) for code in codes}
    return [code for code in SPOKEN_LANGUAGES if code in spoken]


def needs_met() -> QuerySet[Need]:
    """Needs that some service in the directory is for, in the city's order."""
    services = _active_services().filter(organisation__in=_listed())
    return Need.objects.filter(pk__in=services.values("needs"))


def _listed() -> QuerySet[Organisation]:
    return taking_part().filter(is_public=True, is_fictional=False)


def _public(filters: Filters | None = None) -> QuerySet[Organisation]:
    shown = _active_services().prefetch_related("locations", "schedules")
    if filters and filters.need:
        shown = shown.filter(needs=filters.need)
    if filters and filters.words:
        shown = shown.prefetch_related("needs")
    return listed_bodies().prefetch_related(
        Prefetch("services", queryset=shown, to_attr="shown_services"), "phones", "locations"
    )


def listed_bodies() -> QuerySet[Organisation]:
    """The bodies that residents see: those listed that have something for them."""
    services = _active_services().values("organisation")
    phones = Phone.objects.exclude(kind=PhoneKind.FAX).values("organisation")
    return _listed().filter(Q(pk__in=services) | Q(pk__in=phones))


def _active_services() -> QuerySet[Service]:
    return Service.objects.filter(status=ServiceStatus.ACTIVE)


def _fitting(body: Organisation, filters: Filters, now: datetime) -> list[Offer]:
    services: Iterable[Service] = body.shown_services  # type: ignore[attr-defined]
    offers = (Offer(service, now, opening_at(service, now)) for service in services)
    return sorted((one for one in offers if _fits(one, filters)), key=_place_of)


def _is_called(body: Organisation, words: str) -> bool:
    services: Iterable[Service] = body.shown_services  # type: ignore[attr-defined]
    return not words or fits(words, words_of_body(body, services))


def _place_of(offer: Offer) -> int:
    """Open now, then those that say when they open, then those of unknown hours."""
    if offer.opening.is_open:
        return 0
    return 2 if offer.opening.state == OpenState.UNKNOWN else 1


def _fits(offer: Offer, filters: Filters) -> bool:
    service = offer.service
    return (
        (not filters.language or filters.language in service.languages)
        and (not filters.open_now or offer.opening.is_open)
        and (not filters.accessibility or _has_place(service, filters.accessibility))
    )


def _has_place(service: Service, features: frozenset[str]) -> bool:
    return any(features <= set(place.accessibility) for place in service.locations.all())


def _is_crisis_centre(body: Organisation) -> bool:
    return OrganisationRole.CRISIS_CENTRE in body.roles
