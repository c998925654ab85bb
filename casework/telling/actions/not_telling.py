"""Nobody tells the person, for a reason; or somebody tries again on another day."""

import datetime

from django.utils import timezone

from casework.telling import clock, notices, refusals
from casework.telling.actions.rows import end, locked, refuse_over
from casework.telling.choices import State, WhyNot
from casework.telling.models import Telling
from casework.telling.people import who_holds
from ostoja.accounts.models import User
from ostoja.audit import action, record

MOST_REMINDERS = 2


@action
def note_not_told(
    *,
    telling: Telling,
    version: int,
    why_not: WhyNot | str,
    note: str = "",
    again_on: datetime.date | None = None,
    by: User | None,
) -> Telling:
    """Say why the person is not told. Who could not be reached is tried again on ``again_on``."""
    row, case = locked(telling)
    if _was_put_off(row, why_not, note, again_on) or _was_noted(row, why_not, note, by):
        record("submission.repeated", by=by, on=row, subject=case)
        return row
    refuse_over(row, version)
    if why_not == WhyNot.NOT_REACHED:
        _put_off(row, again_on, note)
        record("telling.put_off", by=by, on=row, subject=case)
        return row
    if not note.strip() and why_not != WhyNot.NO_LONGER:
        raise refusals.explain()
    end(row, State.NOT_TOLD, why_not=why_not, remarks=note, by=by)
    record("telling.not_told", by=by, on=row, subject=case, why=str(why_not))
    return row


def _was_noted(row: Telling, why_not: WhyNot | str, note: str, by: User | None) -> bool:
    """Whether the same person said the same a moment ago: a form that was sent twice."""
    is_same = row.state == State.NOT_TOLD and (row.why_not, row.remarks) == (why_not, note)
    return is_same and by is not None and row.ended_by_id == by.pk


def _was_put_off(
    row: Telling, why_not: WhyNot | str, note: str, again_on: datetime.date | None
) -> bool:
    """Whether it waits for that day already."""
    if row.state != State.WAITING or why_not != WhyNot.NOT_REACHED or again_on is None:
        return False
    return (row.again_on, row.remarks) == (again_on, note)


def _put_off(row: Telling, again_on: datetime.date | None, note: str) -> None:
    today = timezone.localdate()
    if again_on is None:
        raise refusals.day_missing()
    if not today < again_on <= today + datetime.timedelta(days=clock.LONGEST_PAUSE):
        raise refusals.day_too_far(clock.LONGEST_PAUSE)
    row.again_on, row.remarks = again_on, note
    row.due_at = row.remind_at = clock.morning_of(again_on)
    row.reminders = 0
    row.version += 1
    row.save()
    notices.settled(row)


@action
def remind(*, telling: Telling) -> int:
    """Somebody waits too long to be told: say so to those who hold the case; how many are new.

    First to whoever works on it, a working day later also to who leads and coordinates it.
    """
    row, case = locked(telling)
    now = timezone.now()
    if row.state != State.WAITING or row.remind_at is None or row.remind_at > now:
        record("telling.reminded_before", by=None, on=row, subject=case)
        return 0
    told = notices.late(row, who_holds(case, also_above=row.reminders > 0))
    row.reminders += 1
    is_last = row.reminders >= MOST_REMINDERS
    row.remind_at = None if is_last else clock.next_working_day(now)
    row.save(update_fields=["reminders", "remind_at"])
    record("telling.reminded", by=None, on=row, subject=case, told=told)
    return told
