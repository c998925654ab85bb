"""What services offer, as far as it is compared with a need: read for hundreds at once.

Rows of models would cost more than the comparison; of all that a service says only what ranks it
is read out of its text, the rest when it is shown.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from casework.partners.models import Location, Schedule, Service
from casework.partners.models.rules import confirm_every
from casework.partners.opening import Hours
from casework.partners.periods import Period
from tenants.translated import TranslatedText

_TEXTS = ("name", "eligibility", "limits", "documents")
_LISTS = ("languages", "sexes", "districts", "situations")
_FACTS = (
    "pk",
    "key",
    "is_sample",
    "minimum_age",
    "maximum_age",
    "response_hours",
    "always_open",
    "capacity",
    "free_places",
    "free_said_on",
    "verified_on",
)
_BODY = ("organisation_id", "organisation__name", "organisation__sort_key")
_COLUMNS = (*_FACTS, *_TEXTS, *_LISTS, "confirm_every", *_BODY)


@dataclass(frozen=True, slots=True)
class Body:
    """The body that offers it."""

    pk: UUID
    name: str
    sort_key: str

    @property
    def id(self) -> UUID:
        """The same, as programs call it."""
        return self.pk

    def __str__(self) -> str:
        return self.name


@dataclass(slots=True)
class Offer:
    """One service; named as in ``models.Service``, and in the page's language as it is there.

    ``places``: what makes each of its places accessible. ``confirm_every``: the city's days.
    """

    pk: UUID
    key: str
    is_sample: bool
    minimum_age: int | None
    maximum_age: int | None
    response_hours: int | None
    always_open: bool
    capacity: int | None
    free_places: int | None
    free_said_on: date | None
    verified_on: date | None
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    sexes: tuple[str, ...]
    districts: tuple[str, ...]
    situations: tuple[str, ...]
    confirm_every: int
    organisation: Body
    places: list[tuple[str, ...]] = field(default_factory=list)
    hours: tuple[Hours, ...] = ()

    @property
    def id(self) -> UUID:
        """The same, as programs call it."""
        return self.pk

    def __str__(self) -> str:
        return str(self.text("name"))

    def text(self, name: str) -> TranslatedText:
        """One of its texts: its name, for whom it is in words, its limits, documents to bring."""
        return TranslatedText(json.loads(self.texts[_TEXTS.index(name)]))

    def says(self, name: str) -> bool:
        """Whether this text says anything, in whatever language."""
        return self.texts[_TEXTS.index(name)] not in {"{}", "null"}


def offers(found: QuerySet[Service]) -> list[Offer]:
    """Of these services, in three queries; in no order."""
    texts = [Cast(name, TextField()) for name in (*_TEXTS, *_LISTS)]
    rows: Any = found.order_by().values_list(*_FACTS, *texts, confirm_every(), *_BODY)
    places, hours = _places(found), _hours(found)
    return [_offer(row, places, hours) for row in rows]


def _offer(row: tuple[Any, ...], places: dict[UUID, Any], hours: dict[UUID, Any]) -> Offer:
    facts = dict(zip(_COLUMNS, row, strict=True))
    texts = tuple(facts.pop(name) for name in _TEXTS)
    for name in _LISTS:
        facts[name] = _listed(facts[name])
    body = Body(*(facts.pop(name) for name in _BODY))
    pk = facts["pk"]
    return Offer(
        **facts,
        texts=texts,
        organisation=body,
        places=places.get(pk, []),
        hours=tuple(hours.get(pk, ())),
    )


def _places(found: QuerySet[Service]) -> dict[UUID, list[tuple[str, ...]]]:
    own = Location.objects.filter(services__in=found.values("pk")).order_by()
    rows: Any = own.values_list("services", Cast("accessibility", TextField()))
    places: dict[UUID, list[tuple[str, ...]]] = defaultdict(list)
    for service, features in rows:
        places[service].append(_listed(features))
    return places


def _hours(found: QuerySet[Service]) -> dict[UUID, list[Hours]]:
    own = Schedule.objects.filter(service__in=found.values("pk"))
    days = Cast("by_day", TextField())
    rows: Any = own.order_by("opens_at").values_list(
        "service", days, "opens_at", "closes_at", "valid_from", "valid_to"
    )
    hours: dict[UUID, list[Hours]] = defaultdict(list)
    for service, by_day, opens_at, closes_at, *period in rows:
        hours[service].append(Hours(_listed(by_day), opens_at, closes_at, Period(*period)))
    return hours


@lru_cache(maxsize=10_000)
def _listed(text: str) -> tuple[str, ...]:
    """Most services say the same few things: each is read once."""
    return tuple(json.loads(text))
