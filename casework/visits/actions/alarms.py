"""Raising an alarm, calling people to it, taking it, and closing it with what was done."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from casework.cases.models import Case
from casework.visits import news, notices, people, refusals
from casework.visits.actions.rows import locked
from casework.visits.choices import AlarmReason, Stage, VisitOutcome, VisitState
from casework.visits.clock import A_MINUTE
from casework.visits.models import Alarm, Visit
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications.telling import by_the_way

OVER = 0
"""What ``goes_on`` is where the visit is over; else minutes until the clock rings again."""


def raise_alarm(row: Visit, reason: AlarmReason, *, what: str, by: User | None = None) -> Alarm:
    """One open alarm for a visit, whoever raises it how often; the caller holds the lock.

    ``what`` names this silence or this call for help: for each of them people are called anew,
    also where somebody has taken the alarm. Whoever asks for help calls everybody; the clock calls
    who is on duty first.
    """
    alarm, _is_new = Alarm.objects.get_or_create(
        visit=row, closed_at=None, defaults={"reason": reason, "raised_by": by}
    )
    everybody = reason == AlarmReason.HELP
    if everybody and alarm.reason != reason:
        alarm.reason = reason
        alarm.save(update_fields=["reason"])
    record("visit.alarm_raised", by=by, on=alarm, subject=row.case, reason=str(reason))
    first = people.called_first(row)
    if everybody:
        widen(alarm, [*first, *people.called_next(row)], what=what, by=by)
    else:
        call(alarm, first, what=what, by=by)
    row.stage = max(row.stage, Stage.SUPERVISORS if everybody else Stage.ALARM)
    row.save(update_fields=["stage"])
    return alarm


def widen(alarm: Alarm, wanted: Iterable[User], *, what: str, by: User | None = None) -> None:
    """The supervisors are called, too: whatever the workers say after this, it was done."""
    alarm.widened_at = timezone.now()
    alarm.save(update_fields=["widened_at"])
    call(alarm, wanted, what=what, by=by)


def call(alarm: Alarm, wanted: Iterable[User], *, what: str, by: User | None = None) -> None:
    """Tell them; from now on they see the visit. What cannot be written to one keeps it from no
    other, and is tried again.
    """
    listed = {one.pk: one for one in wanted}
    alarm.called = sorted({*alarm.called, *listed})
    alarm.save(update_fields=["called"])
    told = set[UUID]()
    for pk, one in listed.items():
        with by_the_way(notices.ALARM):
            notices.alarm(alarm, [one], what=what, by=by)
            told.add(pk)
    alarm.untold = sorted({*alarm.untold, *listed} - told)
    alarm.save(update_fields=["untold"])
    news.tell_alarms()


def call_again(alarm: Alarm) -> None:
    """Those to whom it could not be written, as far as they still work here."""
    wanted = list(User.objects.filter(pk__in=alarm.untold, is_active=True))
    alarm.untold = []
    call(alarm, wanted, what=f"again {timezone.now().isoformat()}")


def call_who_may_see(case: Case, by: User) -> None:
    """Other people may see the case than before: where nobody who was called may, others are
    called. The case is locked.
    """
    rows = Alarm.objects.filter(visit__case=case, closed_at=None)
    for alarm in rows.select_for_update(of=("self",)).select_related("visit__organisation"):
        alarm.visit.case = case
        if not any(case.lets_in(pk) for pk in alarm.called):
            wanted = people.called_next(alarm.visit)
            call(alarm, wanted, what=f"case {case.version}", by=by)


@action
def take_alarm(*, alarm: Alarm, version: int, by: User) -> Alarm:
    """This person sees to it now; taken twice by one it is taken once. Who saw that somebody else
    has it may take it over. Raises ``StaleObject`` where that happened meanwhile.
    """
    visit = locked(alarm.visit)
    now = Alarm.objects.select_for_update(of=("self",)).get(pk=alarm.pk)
    if now.is_open and now.taken_by_id == by.pk:
        record("visit.alarm_taken_before", by=by, on=now, subject=visit.case)
        return now
    row = lock(Alarm, alarm.pk, version)
    _refuse(row, visit, by)
    row.taken_by, row.taken_at, row.untold = by, timezone.now(), []
    row.save(update_fields=["taken_by", "taken_at", "untold", "version"])
    record("visit.alarm_taken", by=by, on=row, subject=visit.case)
    notices.help_comes(row, visit, by=by)
    news.tell_alarms()
    return row


@action
def close_alarm(*, alarm: Alarm, version: int, done: str, goes_on: int | None, by: User) -> Alarm:
    """What was done. ``goes_on`` is ``OVER``, or in how many minutes the clock rings again; it
    counts only where nobody has checked out. Raises ``StaleObject`` or ``VisitRefused``.
    """
    visit = locked(alarm.visit)
    row = lock(Alarm, alarm.pk, version)
    _refuse(row, visit, by)
    if not done.strip():
        raise refusals.done_missing()
    if not visit.is_over:
        _settle_visit(visit, goes_on)
    now = timezone.now()
    if row.taken_at is None:
        row.taken_by, row.taken_at = by, now
    row.closed_by, row.closed_at, row.done = by, now, done
    row.save()
    record("visit.alarm_closed", by=by, on=row, subject=visit.case)
    notices.alarm_over(visit)
    news.tell_alarms()
    return row


def _refuse(row: Alarm, visit: Visit, by: User) -> None:
    if not row.is_open:
        raise refusals.alarm_closed()
    if visit.workers.filter(person=by).exists():
        raise refusals.own_alarm()


def _settle_visit(visit: Visit, goes_on: int | None) -> None:
    """The clock may not ring at once again for what was just looked into."""
    if goes_on is None or goes_on < OVER:
        raise refusals.next_missing()
    now = timezone.now()
    if goes_on == OVER:
        visit.state, visit.outcome, visit.ended_at = VisitState.OVER, VisitOutcome.ALARM, now
    elif visit.state == VisitState.UNDER_WAY:
        visit.ends_at = now + goes_on * A_MINUTE
    else:
        visit.starts_at = now + goes_on * A_MINUTE
    visit.stage, visit.version = Stage.QUIET, visit.version + 1
    visit.save()
