"""Houses, their rooms and beds, and what is out of service."""

import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casework.partners.models import Organisation
from casework.shelter import nights, refusals
from casework.shelter.models import Bed, BedClosure, BedNight, Facility, Room
from casework.shelter.refusals import ShelterRefused
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class FacilityFacts(TypedDict):
    """What is written about a house."""

    organisation: Organisation
    kind: str
    name: str
    address: str
    address_is_secret: bool
    limit_months: int | None
    limit_rule: str
    is_active: bool


class BedFacts(TypedDict):
    """What is written about a bed; a ``room`` that the house lacks is added with it."""

    room: str
    name: str
    is_accessible: bool
    is_family: bool
    is_cot: bool
    is_active: bool


@action
def add_facility(*, submission: UUID, by: User | None, **facts: Unpack[FacilityFacts]) -> Facility:
    """Add a house; the same submission sent again gives the first result."""
    key = f"{slugify(facts['name'])[:60]}-{submission.hex[:8]}".lstrip("-")
    facility, is_new = Facility.objects.get_or_create(key=key, defaults=dict(facts))
    record("facility.added" if is_new else "facility.sent_again", by=by, on=facility)
    return facility


@action
def change_facility(
    *, pk: UUID, version: int, by: User | None, **facts: Unpack[FacilityFacts]
) -> Facility:
    """Change it; stays keep the limit they began with. Raises ``StaleObject``."""
    facility = lock(Facility, pk, version)
    for name, value in facts.items():
        setattr(facility, name, value)
    facility.save()
    record("facility.changed", by=by, on=facility)
    return facility


@action
def add_bed(
    *, facility: Facility, by: User | None, is_sample: bool = False, **facts: Unpack[BedFacts]
) -> Bed:
    """Add a bed. Raises ``ShelterRefused`` for a name that another bed of the house has."""
    # Two who add at once wait for one another, so that neither meets the constraint.
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    bed = Bed(facility=facility, is_sample=is_sample)
    _write(bed, facts)
    record("bed.added", by=by, on=bed, subject=facility)
    return bed


@action
def change_bed(*, pk: UUID, version: int, by: User | None, **facts: Unpack[BedFacts]) -> Bed:
    """Change it. Raises ``StaleObject``, or ``ShelterRefused`` for one that somebody has."""
    bed = lock(Bed, pk, version)
    if bed.is_active and not facts["is_active"]:
        _refuse_taken(bed, timezone.localdate(), None, "is_active")
    _write(bed, facts)
    record("bed.changed", by=by, on=bed, subject=bed.facility)
    return bed


@action
def close_bed(
    *,
    bed: Bed,
    first_on: datetime.date,
    last_on: datetime.date | None,
    reason: str,
    by: User | None,
) -> BedClosure:
    """Take it out of service, until somebody puts it back where ``last_on`` is None.

    Raises ``ShelterRefused`` where somebody has it on one of these nights. What was noted before
    in the same words is not noted twice.
    """
    if last_on is not None and last_on < first_on:
        raise ShelterRefused(_("The last night cannot be before the first one."), "last_on")
    [bed] = nights.locked([bed])
    _refuse_taken(bed, first_on, last_on, "first_on")
    closure, is_new = BedClosure.objects.get_or_create(
        bed=bed, first_on=first_on, last_on=last_on, reason=reason
    )
    record("bed.closed" if is_new else "bed.closed_again", by=by, on=bed, subject=bed.facility)
    return closure


@action
def reopen_bed(*, closure: BedClosure, by: User | None) -> None:
    """Put it back into service."""
    from casework.shelter import notices

    record("bed.reopened", by=by, on=closure.bed, subject=closure.bed.facility)
    BedClosure.objects.filter(pk=closure.pk).delete()
    notices.bed_free(closure.bed.facility, by)


def _refuse_taken(
    bed: Bed, first_on: datetime.date, last_on: datetime.date | None, field: str
) -> None:
    had = BedNight.objects.filter(bed=bed, night__gte=first_on)
    if last_on is not None:
        had = had.filter(night__lte=last_on)
    if had.exists():
        refusal = refusals.occupied_then([bed])
        raise ShelterRefused(refusal.words, field)


def _write(bed: Bed, facts: BedFacts) -> None:
    same = Bed.objects.filter(facility=bed.facility, name=facts["name"]).exclude(pk=bed.pk)
    if same.exists():
        raise ShelterRefused(_("Another bed of this house has this name."), "name")
    bed.room, _is_new = Room.objects.get_or_create(facility=bed.facility, name=facts["room"])
    for name in ("name", "is_accessible", "is_family", "is_cot", "is_active"):
        setattr(bed, name, facts[name])
    bed.save()
