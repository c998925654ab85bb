"""Where somebody must be on duty, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Model
from django.utils.text import slugify

from casework.roster.models import CoverHours, DutyPlace, ShiftPattern
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.profile.models import PhoneNumber


@dataclass(frozen=True, slots=True)
class Line:
    """From one hour to another on these days of the week."""

    by_day: Sequence[str]
    starts: time
    ends: time


class PlaceFacts(TypedDict):
    """What is written about a place; ``hours`` and ``patterns`` take the place of those before."""

    name: dict[str, str]
    role: str
    people: int
    always: bool
    on_holidays: bool
    answers_chat: bool
    approves_swaps: bool
    is_active: bool
    phones: Sequence[PhoneNumber]
    hours: Sequence[Line]
    patterns: Sequence[Line]


@action
def add_place(*, submission: UUID, by: User | None, **facts: Unpack[PlaceFacts]) -> DutyPlace:
    """Add a place; the same submission sent again gives the first result."""
    key = f"{slugify(facts['name'].get('pl', ''))[:60]}-{submission.hex[:8]}".lstrip("-")
    found = DutyPlace.objects.filter(key=key).first()
    if found is not None:
        record("duty_place.sent_again", by=by, on=found)
        return found
    place = DutyPlace(key=key)
    _write(place, facts)
    record("duty_place.added", by=by, on=place)
    return place


@action
def change_place(
    *, pk: UUID, version: int, by: User | None, **facts: Unpack[PlaceFacts]
) -> DutyPlace:
    """Change it; shifts that are planned stay as they are. Raises ``StaleObject``."""
    place = lock(DutyPlace, pk, version)
    _write(place, facts)
    record("duty_place.changed", by=by, on=place)
    return place


def _write(place: DutyPlace, facts: PlaceFacts) -> None:
    for name in (
        *("name", "role", "people", "always", "on_holidays"),
        *("answers_chat", "approves_swaps", "is_active"),
    ):
        setattr(place, name, facts[name])
    place.save()
    place.phones.set(facts["phones"])
    _replace(place, CoverHours, [] if facts["always"] else facts["hours"])
    _replace(place, ShiftPattern, facts["patterns"])


def _replace(place: DutyPlace, model: type[Model], lines: Iterable[Line]) -> None:
    rows = model._default_manager
    rows.filter(place=place).delete()
    for line in lines:
        rows.create(place=place, by_day=list(line.by_day), starts=line.starts, ends=line.ends)
