"""What may be read of the tasks of cases, and who may do them."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseTask
from casework.cases.selectors import Sight, cases_visible_to
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User


def tasks_for(case: Case, sight: Sight) -> QuerySet[CaseTask]:
    """The one place that decides it: those who lead see all; others what their body does or added.

    What is to be done tells as much of a person as a note, so a partner sees its own part.
    """
    tasks = case.tasks.select_related("worker", "group__organisation")
    if sight.leads:
        return tasks
    return tasks.filter(Q(group__in=sight.groups) | Q(created_group__in=sight.groups))


def task_for(case: Case, sight: Sight, pk: UUID) -> CaseTask:
    """One of them, or ``Http404``."""
    found = tasks_for(case, sight).select_related("case").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_tasks(case: Case) -> QuerySet[CaseTask]:
    """Everything that is still to be done, whoever asks: for closing."""
    return case.tasks.filter(state=TaskState.OPEN)


def can_move(task: CaseTask, case: Case) -> bool:
    """Whether one may say what became of it: of a contact after closing in a closed case, too."""
    return case.state != CaseState.CLOSED or task.kind == TaskKind.FOLLOW_UP


def goes_on() -> Q:
    """What still waits for somebody: nothing of a closed case but the contact after its end."""
    return ~Q(case__state=CaseState.CLOSED) | Q(kind=TaskKind.FOLLOW_UP)


def is_overdue(task: CaseTask) -> bool:
    """Whether its time has passed and nobody has said what became of it."""
    is_open = task.state == TaskState.OPEN and task.due_at is not None
    return is_open and task.due_at <= timezone.now()  # type: ignore[operator]


def my_tasks(user: User) -> QuerySet[CaseTask]:
    """What waits for this person: what they were given, what their bodies were given and nobody
    has taken, and what is overdue in cases that they work on. The overdue first.
    """
    mine = Q(worker=user) | Q(worker=None, group__in=groups_with(user, Permission.CASE_ANNOTATE))
    answers_for = Q(case__worker=user, due_at__lte=timezone.now())
    found = CaseTask.objects.filter(mine | answers_for, goes_on(), state=TaskState.OPEN)
    found = found.filter(case__in=cases_visible_to(user))
    found = found.select_related("case", "worker", "group__organisation")
    return found.order_by(F("due_at").asc(nulls_last=True), "created_at", "pk")


def given_to(user: User) -> QuerySet[CaseTask]:
    """What this person has in hand."""
    return CaseTask.objects.filter(worker=user, state=TaskState.OPEN)


def bodies_of(case: Case) -> QuerySet[Group]:
    """The groups of the bodies that work on the case and may write into it."""
    granted = groups_by_permission(case).get(Permission.CASE_ANNOTATE, set())
    return Group.objects.filter(pk__in=granted).select_related("organisation")


def bodies_for(case: Case, sight: Sight) -> list[Group]:
    """Those to which this person may give a task: those who lead to any, others to their own."""
    bodies = bodies_of(case).order_by("organisation__sort_key")
    return list(bodies if sight.leads else bodies.filter(pk__in=sight.groups))


def people_of(groups: Iterable[Group | int]) -> QuerySet[User]:
    """The people of these bodies whose role lets them work on a case's tasks."""
    roles = [role for role, held in ROLES.items() if Permission.CASE_ANNOTATE in held]
    people = User.objects.filter(is_active=True)
    people = people.filter(memberships__group__in=groups, memberships__role__in=roles)
    return people.distinct().order_by("full_name", "email")


def may_be_given(case: Case, group: Group, worker: User | None) -> bool:
    """Whether the body works on the case, and the person is one of its people who may see it."""
    if not bodies_of(case).filter(pk=group.pk).exists():
        return False
    if worker is None:
        return True
    return case.lets_in(worker.pk) and people_of([group]).filter(pk=worker.pk).exists()
