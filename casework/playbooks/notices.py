"""What this room tells people: that a duty of the law was not done in time."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.cases.models import CaseTask
from casework.cases.task_notices import numbers
from casework.playbooks.selectors import overdue_duties
from ostoja.access.door import groups_granted
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify

DUTY_OVERDUE = Kind(
    key="case-duty-overdue",
    title=_("A duty of the law was not done in time"),
    text=_("See what is missing in the case, and who can do it now."),
    counted=ngettext_lazy(
        "%(number)d duty of the law was not done in time",
        "%(number)d duties of the law were not done in time",
        "number",
    ),
    address=page_of("case_task"),
    names=numbers,
    permission=Permission.CASE_ANNOTATE,
    module="playbooks",
    order=38,
)
ESCALATES_TO = (Role.SUPERVISOR, Role.COORDINATOR)


def register_all() -> None:
    """Called when the app starts."""
    register(DUTY_OVERDUE)


def people_above(task: CaseTask) -> list[User]:
    """Supervisors of the body that leads, and coordinators who see the case; where a restriction
    keeps all of them from it, those who are named.
    """
    groups = {task.case.lead.group_id}
    groups |= {group.pk for group in groups_granted(task.case, Permission.CASE_COORDINATE)}
    people = User.objects.filter(is_active=True, memberships__role__in=ESCALATES_TO)
    above = people.filter(memberships__group__in=groups).distinct()
    found = [person for person in above if task.case.lets_in(person.pk)]
    return found or list(User.objects.filter(is_active=True, pk__in=task.case.named or []))


def duty_overdue(task: CaseTask) -> int:
    """Tell them of one duty; how many are new."""
    return notify(DUTY_OVERDUE, to=people_above(task), event=event_for(task), about=task.pk)


def event_for(task: CaseTask) -> UUID:
    """The id of the end of its present time."""
    return event_of(task.pk, f"duty overdue {task.due_at}")


def to_tell() -> list[CaseTask]:
    """Duties that are late and of which there is somebody to tell."""
    return [task for task in overdue_duties() if people_above(task)]
