"""Days on which somebody cannot be on duty."""

import datetime
from uuid import UUID

from django.utils import timezone

from casework.roster import refusals
from casework.roster.actions.checking import locked
from casework.roster.actions.shifts import give_back_shifts
from casework.roster.models import Absence, Shift
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_absence(
    *,
    submission: UUID,
    person: User,
    first_on: datetime.date,
    last_on: datetime.date,
    give_back: bool = False,
    by: User | None,
) -> Absence:
    """Note that the person is away; the same submission sent again gives the first result.

    Raises ``DutyRefused`` where they have duties in these days, unless they ``give_back`` those.
    """
    [person] = locked(person)
    absence, is_new = Absence.objects.get_or_create(
        submission=submission,
        defaults={"person": person, "first_on": first_on, "last_on": last_on},
    )
    record("absence.added" if is_new else "absence.sent_again", by=by, on=absence, subject=person)
    if is_new:
        _free_of_duties(absence, give_back=give_back, by=by)
    return absence


@action
def remove_absence(*, pk: UUID, version: int, by: User | None) -> None:
    """They can be on duty again; raises ``StaleObject``. What was given back stays so."""
    absence = lock(Absence, pk, version)
    record("absence.removed", by=by, on=absence, subject=absence.person)
    Absence.objects.filter(pk=pk).delete()


def _free_of_duties(absence: Absence, *, give_back: bool, by: User | None) -> None:
    coming = Shift.objects.filter(
        person=absence.person,
        ends_at__gt=max(absence.starts_at, timezone.now()),
        starts_at__lt=absence.ends_at,
    )
    shifts = list(coming)
    if shifts and not give_back:
        raise refusals.has_duties(len(shifts))
    if shifts:
        give_back_shifts(person=absence.person, shifts=shifts, by=by)
