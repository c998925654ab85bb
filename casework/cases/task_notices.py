"""What people are told of the tasks of cases. Nothing in it says anything about a case."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.cases.models import CaseTask
from casework.cases.selectors import cases_visible_to
from casework.cases.task_selectors import people_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def numbers(person: User, tasks: set[UUID]) -> dict[UUID, str]:
    """The numbers of the cases of those tasks whose case the person may see."""
    seen = CaseTask.objects.filter(pk__in=tasks, case__in=cases_visible_to(person))
    return dict(seen.values_list("pk", "case__number"))


GIVEN = Kind(
    key="case-task-given",
    title=_("A task in a case was given to you"),
    text=_("Read what is to be done and until when."),
    counted=ngettext_lazy(
        "%(number)d task was given to you", "%(number)d tasks were given to you", "number"
    ),
    address=page_of("case_task"),
    names=numbers,
    permission=Permission.CASE_ANNOTATE,
    module="cases",
    order=36,
)
DUE = Kind(
    key="case-task-due",
    title=_("The time of a task ends soon"),
    text=_("It is to be done within a day, or an appointment is near."),
    counted=ngettext_lazy(
        "The time of %(number)d task ends soon", "The time of %(number)d tasks ends soon", "number"
    ),
    address=page_of("case_task"),
    names=numbers,
    permission=Permission.CASE_ANNOTATE,
    module="cases",
    order=37,
)


def register_all() -> None:
    """Called when the app starts."""
    register(GIVEN, DUE)


def given(task: CaseTask, *, by: User | None) -> None:
    """Tell whoever was given it: the person, or everybody of a body that others gave it to."""
    settle(GIVEN, about=task.pk)
    event = event_of(task.pk, f"given {task.version}")
    if task.worker is not None:
        notify(GIVEN, to=[task.worker], event=event, about=task.pk, by=by)
    elif task.group_id != task.created_group_id or task.version > 1:
        notify(GIVEN, to=people_of([task.group_id]), event=event, about=task.pk, by=by)


def due(task: CaseTask) -> int:
    """Tell whoever is to do it that its time ends soon; how many are new."""
    return notify(DUE, to=who_does(task), event=due_event(task), about=task.pk)


def who_does(task: CaseTask) -> list[User]:
    """The person; else who works on the case, where that is one of the body's people; else all.

    Nobody whom a restriction keeps from the case.
    """
    if task.worker is not None:
        return [task.worker] if task.case.lets_in(task.worker.pk) else []
    team = [one for one in people_of([task.group_id]) if task.case.lets_in(one.pk)]
    answers = [person for person in team if person.pk == task.case.worker_id]
    return answers or team


def due_event(task: CaseTask) -> UUID:
    """The id of the end of the present time; one that was put off has another."""
    return event_of(task.pk, f"due {task.due_at}")


def settled(task: CaseTask) -> None:
    """It was done or left out, or has another time: nobody needs to be told any more."""
    settle(GIVEN, DUE, about=task.pk)
