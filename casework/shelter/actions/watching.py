"""What the clock notes about stays and holds."""

import datetime

from django.utils import timezone

from casework.cases.actions import locked_case
from casework.shelter import limits, nights, notices
from casework.shelter.actions.holds import end_locked
from casework.shelter.choices import HoldEnd
from casework.shelter.models import BedNight, Hold, Stay
from ostoja.audit import action, record


@action
def warn_of_limit(*, stay: Stay) -> int:
    """Tell the house and the case's worker that the limit comes near, once for each stage."""
    case = locked_case(stay.case)
    locked = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    due = limits.stage(locked)
    told = 0
    if locked.is_open and due is not None and (locked.warned_days or 999) > due:
        locked.warned_days = due
        locked.save(update_fields=["warned_days"])
        told = notices.limit_near(locked, due)
    record("stay.warned", by=None, on=locked, subject=case, days=due, told=told)
    return told


@action
def keep_beds(*, stay: Stay) -> int:
    """They were to leave and nobody said that they did: they keep their beds for each night up to
    tonight, so that nobody else is sent there. Gives how many nights that were.

    A bed that somebody else has by then stays theirs; the stay stands on the desk either way.
    """
    case = locked_case(stay.case)
    locked = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    kept = sum(_kept(row) for row in _last_nights(locked)) if limits.is_overdue(locked) else 0
    record("stay.ran_over", by=None, on=locked, subject=case, nights=kept)
    if kept:
        notices.ran_over(locked)
    return kept


@action
def let_hold_pass(*, hold: Hold) -> None:
    """The nights for which it was are over."""
    case = locked_case(hold.referral.case)
    locked = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if locked.ended_at is None:
        end_locked(locked, HoldEnd.PASSED, case, by=None)
    else:
        record("hold.ended_before", by=None, on=locked, subject=case)


def _last_nights(stay: Stay) -> list[BedNight]:
    rows = BedNight.objects.filter(stay=stay).order_by("person", "-night").distinct("person")
    return list(rows.select_related("bed", "case"))


def _kept(last: BedNight) -> int:
    """How many nights the person of this one keeps the bed."""
    tonight = timezone.localdate()
    wanted = nights.nights_of(last.night + nights.A_DAY, tonight + datetime.timedelta(days=1))
    nights.locked([last.bed])
    had = BedNight.objects.filter(bed=last.bed, night__in=wanted).values_list("night", flat=True)
    free = sorted(set(wanted) - set(had))
    BedNight.objects.bulk_create(
        BedNight(bed=last.bed, night=one, case=last.case, stay_id=last.stay_id, person=last.person)
        for one in free
    )
    return len(free)
