"""Planning one duty: adding it, moving it, giving it to somebody else, removing it."""

import datetime
from collections.abc import Iterable
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from casework.roster import notices
from casework.roster.actions.checking import check_person, check_times, locked
from casework.roster.choices import OPEN_SWAPS, SwapState
from casework.roster.models import DutyPlace, Shift, Swap
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class ShiftFacts(TypedDict):
    """What is planned; times carry their zone. Without a person it waits for somebody."""

    place: DutyPlace
    person: User | None
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@action
def plan_shift(*, submission: UUID, by: User | None, **facts: Unpack[ShiftFacts]) -> Shift:
    """Add a duty; the same submission sent again gives the first result. Raises ``DutyRefused``."""
    sent_before = Shift.objects.filter(submission=submission).first()
    if sent_before is not None:
        record("shift.sent_again", by=by, on=sent_before)
        return sent_before
    _check(facts)
    shift, is_new = Shift.objects.get_or_create(submission=submission, defaults={**facts})
    record("shift.planned" if is_new else "shift.sent_again", by=by, on=shift, subject=shift.place)
    if is_new:
        notices.changed([shift.person], shift, by)
    return shift


@action
def change_shift(*, pk: UUID, version: int, by: User | None, **facts: Unpack[ShiftFacts]) -> Shift:
    """Move it or give it to somebody else; raises ``StaleObject`` or ``DutyRefused``.

    What somebody asked about it does not hold any more.
    """
    shift = lock(Shift, pk, version)
    _check(facts, but=[pk])
    before = shift.person
    for name, value in facts.items():
        setattr(shift, name, value)
    shift.changed_at = timezone.now()
    shift.save()
    lapse_swaps([shift.pk])
    record("shift.changed", by=by, on=shift, subject=shift.place)
    notices.changed([before, shift.person], shift, by)
    return shift


@action
def remove_shift(*, pk: UUID, version: int, by: User | None) -> None:
    """Take it off the roster; raises ``StaleObject``."""
    shift = lock(Shift, pk, version)
    record("shift.removed", by=by, on=shift, subject=shift.place)
    notices.removed(shift, by)
    Shift.objects.filter(pk=pk).delete()


@action
def give_back_shifts(*, person: User, shifts: Iterable[Shift], by: User | None) -> int:
    """These duties of the person wait for somebody else now; of how many that is true."""
    keys = [one.pk for one in shifts]
    rows = Shift.objects.select_for_update(of=("self",)).filter(pk__in=keys, person=person)
    found = list(rows.select_related("place").order_by("starts_at", "pk"))
    for shift in found:
        shift.person, shift.changed_at = None, timezone.now()
        shift.version += 1
        shift.save()
    lapse_swaps([one.pk for one in found])
    record("shifts.given_back", by=by, on=person, number=len(found))
    if found:
        notices.given_back(found[0], by)
    return len(found)


@action
def end_swaps_with(*, person: User, by: User | None) -> None:
    """Nobody waits for an answer of this person any more, nor they for anybody's."""
    number = _lapse(Q(asked=person) | Q(asker=person))
    record("swaps.ended", by=by, on=person, number=number)


def lapse_swaps(shifts: Iterable[UUID]) -> None:
    """Whatever was asked about these shifts cannot be done any more."""
    keys = list(shifts)
    _lapse(Q(shift__in=keys) | Q(in_return__in=keys))


def _lapse(which: Q) -> int:
    found = list(Swap.objects.filter(which, state__in=OPEN_SWAPS).select_for_update())
    for swap in found:
        swap.state, swap.version = SwapState.LAPSED, swap.version + 1
        swap.save()
        notices.swap_ended(swap)
    return len(found)


def _check(facts: ShiftFacts, but: Iterable[UUID] = ()) -> None:
    check_times(facts["starts_at"], facts["ends_at"])
    if facts["person"] is not None:
        [person] = locked(facts["person"])
        check_person(person, facts["place"], facts["starts_at"], facts["ends_at"], list(but))
