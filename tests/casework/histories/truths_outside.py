"""What holds of visits after each step of any history; each gives what is wrong, in words."""

from collections.abc import Callable

from casework.visits.choices import Stage, VisitState
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import open_alarms, visits_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.truths import Wrong
from tests.casework.histories.who_may import Picture, kept_out


def visits_are_seen_by_whom_they_concern(now: Picture) -> Wrong:
    """The body that goes, and who was called while the alarm is open; nobody who is kept out."""
    visits = list(Visit.objects.select_related("organisation").prefetch_related("alarms"))
    for person in now.world.people if visits else ():
        seen = set(visits_visible_to(person))
        for one in visits:
            if (one in seen) != _sees(now, person, one):
                yield f"{person} sees a visit of {one.organisation}: {one in seen}"


def _sees(now: Picture, person: User, visit: Visit) -> bool:
    groups = now.holds_for(person, Permission.VISIT_VIEW)
    if not groups or (visit.case_id and kept_out(person, now.cases[visit.case_id])):
        return False
    is_called = any(alarm.is_open and person.pk in alarm.called for alarm in visit.alarms.all())
    return is_called or visit.organisation.group_id in groups


def an_alarm_that_was_due_is_open(now: Picture) -> Wrong:
    """The clock never goes past its alarm without one, and one that is open has called somebody."""
    late = Visit.objects.filter(stage__gte=Stage.ALARM).exclude(state=VisitState.OVER)
    for visit in late.exclude(pk__in=Alarm.objects.filter(closed_at=None).values("visit")):
        yield f"{visit} rang, and no alarm is open"
    for alarm in Alarm.objects.filter(closed_at=None, called=[]):
        yield f"{alarm} called nobody"


def an_open_alarm_stands_above_somebodys_pages(now: Picture) -> Wrong:
    """Somebody who may close it sees it, whatever became of the case meanwhile."""
    alarms = set(Alarm.objects.filter(closed_at=None))
    seen = {one for person in now.world.people if alarms for one in open_alarms(person)}
    yield from (f"nobody sees that {alarm} is open" for alarm in alarms - seen)


def visits_go_with_their_case(now: Picture) -> Wrong:
    """Where two cases became one, their visits belong to the one that is left."""
    for visit in Visit.objects.filter(case__merged_into__isnull=False):
        yield f"{visit} was left with a case that is no more"


TRUTHS: tuple[Callable[[Picture], Wrong], ...] = (
    visits_are_seen_by_whom_they_concern,
    an_alarm_that_was_due_is_open,
    an_open_alarm_stands_above_somebodys_pages,
    visits_go_with_their_case,
)
