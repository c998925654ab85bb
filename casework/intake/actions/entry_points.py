"""Everything that changes the places where people begin."""

import secrets
from datetime import date, time
from typing import Any, TypedDict, Unpack
from uuid import UUID

from casework.intake.choices import CODE_LENGTH, CODE_LETTERS, Audience
from casework.intake.models import EntryPoint
from casework.partners.models import Service
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.profile.models import CityProfile
from tenants.translated import TranslatedText


class AddressTaken(Exception):
    """Another entry point has this short address."""


class EntryPointLimits(TypedDict, total=False):
    """What few entry points have."""

    service: Service | None
    short_address: str | None
    first_day: date | None
    last_day: date | None
    by_day: list[str] | None
    opens_at: time | None
    closes_at: time | None
    more_hours: list[dict[str, Any]] | None


class EntryPointFacts(EntryPointLimits):
    """What a person says of an entry point; its code is drawn, and stays on its posters."""

    name: TranslatedText
    place: str
    audience: Audience | str
    default_language: str
    is_sample: bool


@action
def add_entry_point(*, submission: UUID, by: User, **facts: Unpack[EntryPointFacts]) -> EntryPoint:
    """Add one with a code of its own; sent again, gives the first result. ``AddressTaken``."""
    # Of two clicks the second waits, and then sees what the first one added.
    CityProfile.objects.select_for_update().get()
    found = EntryPoint.objects.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    _check_address(facts.get("short_address"), submission)
    code = free_code()
    point = EntryPoint.objects.create(pk=submission, key=code.lower(), code=code, **facts)
    record("entry_point.added", by=by, on=point)
    return point


@action
def change_entry_point(
    *, pk: UUID, version: int, by: User, **facts: Unpack[EntryPointFacts]
) -> EntryPoint:
    """Change what is said of it; raises ``StaleObject`` and ``AddressTaken``."""
    CityProfile.objects.select_for_update().get()  # two may want the same address
    _check_address(facts.get("short_address"), pk)
    point = lock(EntryPoint, pk, version)
    for name, value in facts.items():
        setattr(point, name, value)
    point.save()
    record("entry_point.changed", by=by, on=point)
    return point


@action
def withdraw_entry_point(*, pk: UUID, by: User) -> EntryPoint:
    """Its code leads nowhere from now on; the reports that came through it stay."""
    return _switch(pk, is_active=False, by=by)


@action
def restore_entry_point(*, pk: UUID, by: User) -> EntryPoint:
    """The code on its posters leads to the form again."""
    return _switch(pk, is_active=True, by=by)


def _switch(pk: UUID, *, is_active: bool, by: User) -> EntryPoint:
    point = EntryPoint.objects.select_for_update().get(pk=pk)
    if point.is_active == is_active:
        record("submission.repeated", by=by, on=point)
        return point
    point.is_active = is_active
    point.version += 1
    point.save()
    record("entry_point.restored" if is_active else "entry_point.withdrawn", by=by, on=point)
    return point


def _check_address(wanted: str | None, own: UUID) -> None:
    if wanted and EntryPoint.objects.filter(short_address=wanted).exclude(pk=own).exists():
        raise AddressTaken(wanted)


def free_code() -> str:
    """A code that no entry point of the city has, in use or not."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if not EntryPoint.objects.filter(code=code).exists():
            return code
