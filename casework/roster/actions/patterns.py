"""Shifts made from what repeats: the patterns of a place, day by day, people in turn."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID, uuid5

from casework.roster import notices
from casework.roster.actions.checking import check_person, locked
from casework.roster.cover import DAYS
from casework.roster.models import DutyPlace, Shift, ShiftPattern
from casework.roster.refusals import DutyRefused
from casework.roster.spans import Span, local_span
from ostoja.accounts.models import User
from ostoja.audit import action, record

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of it: ``made`` with somebody, ``vacant`` without, ``known`` were there before."""

    made: int
    vacant: int
    known: int


@action
def plan_from_patterns(
    *,
    submission: UUID,
    place: DutyPlace,
    first: datetime.date,
    last: datetime.date,
    turn: Sequence[User],
    by: User | None,
    is_sample: bool = False,
) -> Planned:
    """Make the shifts of these days, both included, and give them to people in turn.

    Whoever is absent or on duty elsewhere loses the turn, and the shift waits for somebody.
    A shift that the place has at that time already stays as it is: sent again, nothing is doubled.
    """
    people = locked(*turn)
    there = _there_already(place, first, last)
    in_turn = cycle(people) if people else None
    made: list[Shift] = []
    known = 0
    for pattern, day, span in _repeats(place, first, last):
        person = next(in_turn) if in_turn else None
        if (span.starts, span.ends) in there:
            known += 1
            continue
        shift = Shift(
            submission=uuid5(submission, f"{pattern.pk} {day}"),
            place=place,
            person=_if_free(person, place, span),
            starts_at=span.starts,
            ends_at=span.ends,
            is_sample=is_sample,
        )
        shift.save(force_insert=True)
        made.append(shift)
    vacant = sum(one.person_id is None for one in made)
    record("shifts.planned", by=by, on=place, made=len(made), vacant=vacant, known=known)
    notices.planned(made, submission, by)
    return Planned(len(made) - vacant, vacant, known)


def _repeats(
    place: DutyPlace, first: datetime.date, last: datetime.date
) -> Iterator[tuple[ShiftPattern, datetime.date, Span]]:
    patterns = list(place.patterns.all())
    for number in range((last - first).days + 1):
        day = first + datetime.timedelta(days=number)
        for pattern in patterns:
            if DAYS[day.weekday()] in pattern.by_day:
                yield pattern, day, local_span(day, pattern.starts, pattern.ends)


def _there_already(
    place: DutyPlace, first: datetime.date, last: datetime.date
) -> set[tuple[datetime.datetime, datetime.datetime]]:
    midnight = datetime.time()
    window = local_span(first, midnight, midnight), local_span(last, midnight, midnight)
    found = Shift.objects.filter(
        place=place, starts_at__gte=window[0].starts, starts_at__lt=window[1].ends
    )
    return set(found.values_list("starts_at", "ends_at"))


def _if_free(person: User | None, place: DutyPlace, span: Span) -> User | None:
    if person is None:
        return None
    try:
        check_person(person, place, span.starts, span.ends)
    except DutyRefused:
        return None
    return person
