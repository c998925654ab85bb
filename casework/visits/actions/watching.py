"""What the clock does with a visit of which nobody says that they came or left."""

from django.db.models import Q
from django.utils import timezone

from casework.visits import notices, people, selectors
from casework.visits.actions.alarms import call_again, raise_alarm, widen
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
    again = _tell_again(row)
    if due is not None and target > before:
        for stage in range(before + 1, target + 1):
            _step(row, Stage(stage), due)
        row.stage = target
        row.save(update_fields=["stage"])
    return _rings_on(row, settings) or again or target > before


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
    """Whatever they said meanwhile (more time, that they are out): while nobody has taken the
    alarm, the supervisors hear of it too.
    """
    alarm = selectors.left_ringing(settings).filter(visit=row).first()
    if alarm is not None:
        widen(alarm, people.called_next(row), what="next, whatever they said")
    return alarm is not None


def _tell_again(row: Visit) -> bool:
    alarm = selectors.unwritten().filter(visit=row).first()
    if alarm is not None:
        call_again(alarm)
    return alarm is not None


def _call_next(row: Visit, alarm: Alarm, due: Due) -> None:
    """Who was called already is called once more, unless that was at this same moment."""
    is_new = alarm.raised_at > timezone.now() - A_MINUTE
    found = people.called_next(row)
    wanted = [one for one in found if not (is_new and one.pk in alarm.called)]
    widen(alarm, wanted, what=f"next {due.at.isoformat()}")
