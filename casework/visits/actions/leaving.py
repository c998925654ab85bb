"""What happens to planned visits when somebody who was to go leaves."""

from django.utils import timezone

from casework.visits.actions.rows import locked
from casework.visits.choices import Stage, VisitOutcome, VisitState
from casework.visits.models import Visit
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def go_without(*, visit: Visit, person: User, by: User | None) -> Visit:
    """The others go without this person; a visit on which nobody would go is called off. One that
    is under way stays: the clock waits for them whoever they are by now.
    """
    row = locked(visit)
    if row.state == VisitState.PLANNED:
        row.workers.filter(person=person).delete()
        if not row.workers.exists():
            row.state, row.outcome = VisitState.OVER, VisitOutcome.CALLED_OFF
            row.ended_at, row.stage = timezone.now(), Stage.QUIET
        row.version += 1
        row.save()
    record("visit.worker_left", by=by, on=row, subject=row.case)
    return row
