"""A city's shelter with its canary: a house, a stay, a held bed, somebody who waits."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from casework.cases.actions import open_case
from casework.cases.models import Case
from casework.partners.models import Need, Organisation
from casework.referrals.models import Referral
from casework.shelter.actions import admit, close_bed, hold_beds, put_on_list
from casework.shelter.models import Bed, BedClosure, Facility, Hold, Room, Stay, Waiting
from casework.shelter.nights import A_DAY
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Shelter:
    """What a route of the shelter may ask for; ``partners`` is the house of the partner."""

    facility: Facility
    partners: Facility
    bed: Bed
    closure: BedClosure
    stay: Stay
    hold: Hold
    waiting: Waiting


def make_shelter(
    canary: str, cast: Cast, referral: Referral, submission: Callable[[], UUID]
) -> Shelter:
    """Everything with the canary in it; the referral is the one to the partner."""
    house, partners = _house(canary, cast.centre), _house(canary, cast.partner)
    bed, broken = house.beds.all()[:2]
    today = timezone.localdate()
    by = cast.consultant
    stay = admit(
        submission=submission(),
        case=_case(canary, cast, submission()),
        facility=house,
        beds=[bed],
        people=1,
        basis="art_47",
        started_on=today,
        planned_end_on=today + 7 * A_DAY,
        by=by,
    )
    closure = close_bed(bed=broken, first_on=today, last_on=None, reason=canary, by=cast.supervisor)
    hold = _held(partners, referral, cast, submission())
    waiting = put_on_list(
        submission=submission(),
        case=_case(canary, cast, submission()),
        facility=house,
        urgency="soon",
        people=1,
        is_accessible=False,
        is_family=False,
        is_cot=False,
        by=by,
    )
    return Shelter(house, partners, bed, closure, stay, hold, waiting)


def _held(house: Facility, referral: Referral, cast: Cast, submission: UUID) -> Hold:
    today = timezone.localdate()
    return hold_beds(
        submission=submission,
        referral=referral,
        facility=house,
        beds=list(house.beds.all()[:1]),
        people=1,
        first_on=today,
        until_on=today + A_DAY,
        by=cast.coordinator,
    )


def _house(canary: str, organisation: Organisation) -> Facility:
    house = Facility.objects.create(
        organisation=organisation,
        key=f"canary-{organisation.key}",
        kind="crisis_hostel",
        name=canary,
        address=canary,
    )
    room = Room.objects.create(facility=house, name=canary)
    for number in range(3):
        Bed.objects.create(facility=house, room=room, name=f"{number} {canary}")
    return house


def _case(canary: str, cast: Cast, submission: UUID) -> Case:
    return open_case(
        submission=submission,
        lead=cast.centre,
        pseudonym=canary,
        summary=canary,
        person_name="",
        contact_rules="",
        needs=Need.objects.filter(key="canary"),
        urgency="soon",
        phase="intervention",
        age=None,
        language="pl",
        accessibility=[],
        by=cast.consultant,
    )
