"""Makes houses with beds, and stays in them."""

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.shelter.actions import admit, hold_beds, put_on_list
from casework.shelter.choices import FacilityKind, StayBasis
from casework.shelter.models import Bed, Facility, Hold, Room, Stay, Waiting
from ostoja.accounts.models import User
from tests.casework.cases.situations import make_case
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast


def day(number: int = 0) -> datetime.date:
    """So many days from today on Poland's calendar."""
    return timezone.localdate() + datetime.timedelta(days=number)


class Days(int):
    """So many days from today, counted when the test runs: a list is older, and midnight passes."""


def dated(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts, with a day wherever a number of days stands."""
    return {name: day(one) if isinstance(one, Days) else one for name, one in facts.items()}


def make_house(organisation: Organisation, key: str = "hostel", beds: int = 3, **facts: Any) -> Any:
    """A crisis hostel with so many plain beds in one room."""
    given = {"kind": FacilityKind.CRISIS_HOSTEL, "name": f"Dom {key}", **facts}
    house = Facility.objects.create(organisation=organisation, key=key, **given)
    for number in range(1, beds + 1):
        make_bed(house, str(number))
    return house


def make_bed(house: Facility, name: str, room: str = "pokój 1", **like: Any) -> Bed:
    """A bed in a room of the house."""
    found, _is_new = Room.objects.get_or_create(facility=house, name=room)
    return Bed.objects.create(facility=house, room=found, name=name, **like)


def beds_named(house: Facility, *names: str) -> list[Bed]:
    """Beds of the house, in this order."""
    return [house.beds.get(name=name) for name in names]


def stay_facts(cast: Cast, house: Facility, *names: str, **changes: Any) -> dict[str, Any]:
    """One person for two weeks from today, by the consultant."""
    beds = beds_named(house, *(names or ("1",)))
    given: dict[str, Any] = {
        "submission": uuid4(),
        "facility": house,
        "beds": beds,
        "people": len(beds),
        "basis": StayBasis.ART_47,
        "started_on": day(),
        "planned_end_on": day(14),
        "by": cast.consultant,
    }
    return given | changes


def make_stay(
    cast: Cast, house: Facility, *names: str, case: Case | None = None, **changes: Any
) -> Stay:
    """A stay of a new case unless one is given."""
    given = stay_facts(cast, house, *names, **changes)
    return admit(case=case or make_case(cast), **given)


def make_old_stay(cast: Cast, house: Facility, started: int, until: int, *names: str) -> Stay:
    """A stay that began so many days ago; ``until`` may be past."""
    stay = make_stay(cast, house, *names, started_on=day(-started), planned_end_on=day(1))
    if until < 1:
        stay.nights.filter(night__gte=day(until)).delete()
        Stay.objects.filter(pk=stay.pk).update(planned_end_on=day(until))
    stay.refresh_from_db()
    return stay


def make_waiting(
    cast: Cast, case: Case | None = None, by: User | None = None, **wish: Any
) -> Waiting:
    """One person who waits for any house."""
    given: dict[str, Any] = {
        "facility": None,
        "urgency": "soon",
        "people": 1,
        "is_accessible": False,
        "is_family": False,
        "is_cot": False,
        **wish,
    }
    case = case or make_case(cast)
    return put_on_list(submission=uuid4(), case=case, by=by or cast.consultant, **given)


def make_hold(cast: Cast, house: Facility, *names: str, **changes: Any) -> Hold:
    """The coordinator refers a case to the partner, who runs the house, and holds beds there."""
    beds: Sequence[Bed] = beds_named(house, *(names or ("1",)))
    given: dict[str, Any] = {
        "submission": uuid4(),
        "facility": house,
        "beds": beds,
        "people": len(beds),
        "first_on": day(),
        "until_on": day(3),
        "by": cast.coordinator,
    }
    referral = changes.pop("referral", None) or refer(cast, coordinated_case(cast))
    return hold_beds(referral=referral, **given | changes)
