"""Tasks of cases elsewhere: at closing, when a person leaves, on the first page, by the clock."""

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import closing, due, panels, task_loading, task_notices, task_page
from casework.cases.actions.tasks import close_tasks, release_task, reopen_tasks
from casework.cases.choices_of_tasks import TaskState
from casework.cases.closing import ClosingRule
from casework.cases.models import Case, CaseTask
from casework.cases.task_selectors import given_to, goes_on, is_overdue, my_tasks
from ostoja.access.permissions import Permission
from ostoja.accounts import handover, home
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.navigation import NavigationItem, register
from tenants import parts

ROWS = 5
SOON = timedelta(hours=24)
_title = gettext_lazy("My tasks")


def home_panel(user: User) -> Panel | None:
    """For who works on cases: what waits for them, the overdue first."""
    if not holds(user, Permission.CASE_ANNOTATE):
        return None
    return Panel(
        _("My tasks"),
        [_row(task) for task in my_tasks(user)[:ROWS]],
        _("Tasks and appointments of your cases appear here, the overdue first."),
        reverse("my_tasks"),
    )


def _row(task: CaseTask) -> PanelRow:
    words = [task.case.number, task_page.when(task)]
    if is_overdue(task):
        words.append(_("overdue"))
    if task.worker is None:
        words.append(_("nobody has taken it"))
    url = reverse("case_task", args=[task.pk])
    return PanelRow(task.title, url, " · ".join(words), _pressing(task))


def _pressing(task: CaseTask) -> Pressing:
    if is_overdue(task):
        return Pressing.NOW
    is_today = task.due_at is not None and (timezone.localdate(task.due_at) <= timezone.localdate())
    return Pressing.TODAY if is_today else Pressing.LATER


def _count(user: User) -> int:
    return given_to(user).count()


def _hand_over(user: User, by: User) -> None:
    for task in given_to(user).select_related("case"):
        release_task(task=task, by=by, held_by=user)


TASKS = OpenWork(gettext_lazy("Tasks in cases"), _count, _hand_over)


def _no_obstacle(case: Case) -> str:
    """``close_case`` asks about open tasks itself: whoever closes may leave them out."""
    return ""


CLOSING_RULE = ClosingRule(_no_obstacle, close_tasks, reopen_tasks)


def soonest_task(case: Case) -> datetime | None:
    """By when the first of what is still to be done must be done."""
    waiting = case.tasks.filter(state=TaskState.OPEN)
    found: datetime | None = waiting.aggregate(at=Min("due_at"))["at"]
    return found


def due_soon() -> QuerySet[CaseTask]:
    """What is to be done within a day, and has not passed."""
    now = timezone.now()
    found = CaseTask.objects.filter(state=TaskState.OPEN, due_at__gt=now, due_at__lte=now + SOON)
    return found.filter(goes_on()).select_related("case", "worker", "group")


def register_all() -> None:
    """Called when the app starts."""
    panels.register(50, task_page.panel)
    panels.register_history(task_page.history, panels.StoryKind.TASKS)
    closing.register("tasks", CLOSING_RULE)
    due.register("tasks", soonest_task)
    home.register(home_panel, order=29, module="cases")
    handover.register(TASKS)
    task_notices.register_all()
    parts.register("case_tasks", task_loading.load_tasks, order=64)
    annotates = Permission.CASE_ANNOTATE
    register(NavigationItem(_title, "my_tasks", annotates, order=15, module="cases"))
