"""A city's roster with its canary: a place, a duty of a consultant, a swap and an absence."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from casework.roster.actions import add_absence, ask_swap, make_feed, plan_shift
from casework.roster.models import Absence, DutyPlace, Shift, ShiftPattern, Swap
from tenants.translated import TranslatedText
from tests.cast import Cast

IN_A_WEEK = datetime.timedelta(days=7)
HALF_A_DAY = datetime.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a route of the roster may ask for."""

    place: DutyPlace
    shift: Shift
    swap: Swap
    absence: Absence
    token: str


def make_roster(canary: str, cast: Cast, submission: Callable[[], UUID]) -> Roster:
    """The consultant asks the colleague to take a duty; the supervisor will be away."""
    place = DutyPlace.objects.create(
        key="canary", name=TranslatedText(pl=canary), role="consultant", always=True
    )
    ShiftPattern.objects.create(
        place=place, by_day=["MO"], starts=datetime.time(7), ends=datetime.time(19)
    )
    begins = timezone.now() + IN_A_WEEK
    shift = plan_shift(
        submission=submission(),
        place=place,
        person=cast.consultant,
        starts_at=begins,
        ends_at=begins + HALF_A_DAY,
        by=cast.supervisor,
    )
    swap = ask_swap(submission=submission(), shift=shift, asked=cast.colleague, by=cast.consultant)
    day = timezone.localdate() + IN_A_WEEK
    absence = add_absence(
        submission=submission(),
        person=cast.supervisor,
        first_on=day,
        last_on=day,
        by=cast.supervisor,
    )
    return Roster(place, shift, swap, absence, make_feed(by=cast.consultant))
