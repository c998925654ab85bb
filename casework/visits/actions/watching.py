"""What the clock does with a visit of which nobody says that they came or left."""

from django.utils import timezone

from casework.visits import notices, people
from casework.visits.actions.alarms import call, raise_alarm
from casework.visits.actions.rows import locked
from casework.visits.choices import AlarmReason, Stage, VisitState
from casework.visits.clock import A_MINUTE, Due, due_of
from casework.visits.models import Alarm, Visit, VisitSettings
from ostoja.audit import action, record


@action
def watch(*, visit: Visit, settings: VisitSettings) -> bool:
    """Take every step that is due by now, each once; False where none was. The row says under its
    lock how far another clock has gone.
    """
    row = locked(visit)
    due = due_of(row, settings)
    target = due.stage(timezone.now()) if due else Stage.QUIET
    before = row.stage
    record("visit.watched", by=None, on=row, subject=row.case, before=before, stage=int(target))
    if due is None or target <= before:
        return False
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
        raise_alarm(row, AlarmReason.NO_CHECK_OUT if is_inside else AlarmReason.NO_CHECK_IN)
    else:
        alarm = Alarm.objects.filter(visit=row, closed_at=None, taken_at=None).first()
        if alarm is not None:
            _call_next(row, alarm)


def _call_next(row: Visit, alarm: Alarm) -> None:
    """Who was called already is called once more, unless that was at this same moment."""
    is_new = alarm.raised_at > timezone.now() - A_MINUTE
    found = people.called_next(row)
    wanted = [one for one in found if not (is_new and one.pk in alarm.called)]
    call(alarm, wanted, what="next")
