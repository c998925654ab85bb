"""Asking somebody to take a duty over, their answer, and the planner's where the city wants it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from casework.roster import notices, refusals, workflow
from casework.roster.actions.checking import check_person, locked
from casework.roster.actions.shifts import lapse_swaps
from casework.roster.choices import OPEN_SWAPS, SwapState
from casework.roster.models import Shift, Swap
from casework.roster.refusals import DutyRefused
from casework.roster.workflow import NotAllowed, Part
from ostoja.access.permissions import Permission
from ostoja.access.versions import lock
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def ask_swap(
    *, submission: UUID, shift: Shift, asked: User, in_return: Shift | None = None, by: User
) -> Swap:
    """Ask somebody to take one's own coming duty, perhaps in return for one of theirs.

    The same submission sent again gives the first result. Raises ``DutyRefused``.
    """
    sent_before = Swap.objects.filter(submission=submission).first()
    if sent_before is not None:
        record("swap.sent_again", by=by, on=sent_before)
        return sent_before
    swap = Swap(submission=submission, shift=shift, asked=asked, in_return=in_return, asker=by)
    _check(swap)
    if Swap.objects.filter(shift=shift, state__in=OPEN_SWAPS).exists():
        raise refusals.asked_before()
    swap.save(force_insert=True)
    record("swap.asked", by=by, on=swap, subject=shift)
    notices.swap_asked(swap, by)
    return swap


@action
def agree_swap(*, pk: UUID, version: int, by: User) -> Swap:
    """The one who was asked takes it: at once, or once it is approved where the place wants that.

    Raises ``StaleObject``, ``NotAllowed`` or ``DutyRefused``.
    """
    swap = _locked(pk, version)
    places = [one.place for one in (swap.shift, swap.in_return) if one]
    wanted = SwapState.DONE
    if any(place.approves_swaps for place in places):
        wanted = SwapState.AGREED
    _allow(swap, wanted, Part.ASKED, by)
    _check(swap)
    swap.state = wanted
    _save(swap)
    if wanted == SwapState.DONE:
        _carry_out(swap)
    record(f"swap.{wanted}", by=by, on=swap, subject=swap.shift)
    notices.swap_agreed(swap, by)
    return swap


@action
def approve_swap(*, pk: UUID, version: int, by: User) -> Swap:
    """A planner lets it happen. Raises as ``agree_swap``."""
    swap = _locked(pk, version)
    _allow(swap, SwapState.DONE, Part.PLANNER, by)
    _check(swap)
    swap.state, swap.decided_by = SwapState.DONE, by
    _save(swap)
    _carry_out(swap)
    record("swap.done", by=by, on=swap, subject=swap.shift)
    notices.swap_decided(swap, by)
    return swap


@action
def refuse_swap(*, pk: UUID, version: int, by: User) -> Swap:
    """A planner does not let it happen; everybody keeps their duty."""
    return _end(pk, version, SwapState.REFUSED, Part.PLANNER, by)


@action
def decline_swap(*, pk: UUID, version: int, by: User) -> Swap:
    """The one who was asked cannot."""
    return _end(pk, version, SwapState.DECLINED, Part.ASKED, by)


@action
def withdraw_swap(*, pk: UUID, version: int, by: User) -> Swap:
    """The one who asked keeps the duty after all."""
    return _end(pk, version, SwapState.WITHDRAWN, Part.ASKER, by)


def _end(pk: UUID, version: int, state: SwapState, part: Part, by: User) -> Swap:
    swap = _locked(pk, version)
    _allow(swap, state, part, by)
    swap.state = state
    swap.decided_by = by if part == Part.PLANNER else None
    _save(swap)
    record(f"swap.{state}", by=by, on=swap, subject=swap.shift)
    notices.swap_decided(swap, by)
    return swap


def _locked(pk: UUID, version: int) -> Swap:
    return lock(Swap, pk, version)


def _save(swap: Swap) -> None:
    swap.save()


def _allow(swap: Swap, wanted: SwapState, part: Part, by: User) -> None:
    has_part = {
        Part.ASKER: swap.asker_id == by.pk,
        Part.ASKED: swap.asked_id == by.pk,
        Part.PLANNER: holds(by, Permission.ROSTER_PLAN),
    }
    if not has_part[part]:
        raise NotAllowed(f"this is for the {part}")
    workflow.check(swap.state, wanted, part)


def _check(swap: Swap) -> None:
    """Raise ``DutyRefused`` unless both could have what they would have."""
    given, taken = swap.shift, swap.in_return
    asker, asked = locked(swap.asker, swap.asked)
    _still_theirs(given, asker)
    but = [one.pk for one in (given, taken) if one]
    try:
        check_person(asked, given.place, given.starts_at, given.ends_at, but)
        if taken:
            _still_theirs(taken, asked)
            check_person(asker, taken.place, taken.starts_at, taken.ends_at, but)
    except DutyRefused as refusal:
        raise DutyRefused(refusal.words, "asked") from refusal


def _still_theirs(shift: Shift, person: User) -> None:
    if shift.starts_at <= timezone.now():
        raise refusals.begun()
    if Shift.objects.get(pk=shift.pk).person_id != person.pk:
        raise refusals.not_theirs(person)


def _carry_out(swap: Swap) -> None:
    """Each gets what the other had; in between nobody has it, so that no moment has two duties."""
    asker, asked = swap.asker, swap.asked
    pairs = [(swap.shift_id, asked)]
    if swap.in_return_id is not None:
        pairs.append((swap.in_return_id, asker))
    keys = sorted(pk for pk, _person in pairs)
    rows = {one.pk: one for one in _shifts(keys)}
    Shift.objects.filter(pk__in=keys).update(person=None)
    for pk, person in pairs:
        shift = rows[pk]
        shift.person, shift.changed_at = person, timezone.now()
        shift.version += 1
        shift.save()
    lapse_swaps(keys)


def _shifts(keys: Iterable[UUID]) -> Iterable[Shift]:
    return Shift.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
