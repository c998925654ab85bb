"""What the clock does with a visit of which nobody says that they came or left."""

from django.db.models import Q
from django.utils import timezone

from casework.visits import news, notices, people
from casework.visits.actions.alarms import call, raise_alarm
from casework.visits.actions.rows import locked
from casework.visits.choices import AlarmReason, Stage, VisitState
from casework.visits.clock import A_MINUTE, Due, due_of
from casework.visits.models import Alarm, Visit, VisitSettings
from casework.visits.selectors import left_ringing
from ostoja.audit import action, record


@action
def watch(*, visit: Visit, settings: VisitSettings) -> bool:
    """Take every step that is due by now, each once; False where none was. The row says under its
    lock how far another clock has gone.
    """
    row = locked(visit)
    due = due_of(row, settings)
    target = due.stage(timezone.now()) if due else Stage.SUPERVISORS
    before = row.stage
    record("visit.watched", by=None, on=row, subject=row.case, before=before, stage=int(target))
    if target <= before:
        return False
    if due is None:
        return _rings_on(row, settings)
    for stage in range(before + 1, target + 1):
        _step(row, Stage(stage), due)
    row.stage = target
    row.save(update_fields=["stage"])
    return True


def _step(row: Visit, stage: Stage, due: Due) -> None:
    if stage == Stage.REMINDED:
        notices.due_soon(row, due)
    elif stage == Stage.OVERDUE:
        notices.overdue(row, due)
    elif stage == Stage.ALARM:
        is_inside = row.state == VisitState.UNDER_WAY
        reason = AlarmReason.NO_CHECK_OUT if is_inside else AlarmReason.NO_CHECK_IN
        raise_alarm(row, reason, what=f"{reason} {due.at.isoformat()}")
    else:
        # Who took it before this silence has not seen to this silence.
        waits = Q(taken_at=None) | Q(taken_at__lt=due.at)
        alarm = Alarm.objects.filter(waits, visit=row, closed_at=None).first()
        if alarm is not None:
            _call_next(row, alarm, due)


def _rings_on(row: Visit, settings: VisitSettings) -> bool:
    """They are said to be out, but nobody has taken the alarm: the supervisors hear of it too."""
    alarm = left_ringing(settings).filter(visit=row).first()
    if alarm is None:
        return False
    call(alarm, people.called_next(row), what="next, though they are out")
    news.tell_alarms()
    row.stage = Stage.SUPERVISORS
    row.save(update_fields=["stage"])
    return True


def _call_next(row: Visit, alarm: Alarm, due: Due) -> None:
    """Who was called already is called once more, unless that was at this same moment."""
    is_new = alarm.raised_at > timezone.now() - A_MINUTE
    found = people.called_next(row)
    wanted = [one for one in found if not (is_new and one.pk in alarm.called)]
    call(alarm, wanted, what=f"next {due.at.isoformat()}")
    news.tell_alarms()
