"""Tasks and appointments of a case, and everything that waits for somebody."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from casework.cases import task_page
from casework.cases.actions import tasks as actions
from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import BY_HAND, MOVES, TaskKind, TaskState
from casework.cases.forms.tasks import MoveForm, TaskForm
from casework.cases.forms.work import sent_again
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import Sight, acting_group, case_for, sight_of
from casework.cases.task_selectors import can_move, task_for
from casework.cases.task_selectors import my_tasks as waiting_for
from casework.cases.views.answers import closed, not_now, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User

WRITE = Permission.CASE_ANNOTATE
ON_A_PAGE = 25


@requires(WRITE)
def my_tasks(request: StaffRequest) -> HttpResponse:
    """What waits for this person in all their cases, the overdue first."""
    pages = Paginator(waiting_for(request.user), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    cards = [task_page.card_of(task) for task in shown]
    return render(request, "cases/my_tasks.html", {"page_obj": shown, "cards": cards})


@requires(WRITE)
def case_task_new(request: StaffRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """Add a task or an appointment to a case."""
    if kind not in BY_HAND:
        raise Http404
    found = case_for(request.user, pk, WRITE)
    if found.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, found)
    initial = {"who": f"p-{request.user.pk}", "goal": request.GET.get("goal")}
    form = TaskForm(
        found, sight_of(found, request.user), TaskKind(kind), posted(request), initial=initial
    )
    if form.is_valid():
        try:
            actions.add_task(
                submission=form.cleaned_data["submission"],
                case=found,
                kind=kind,
                on_behalf=acting_group(found, request.user, WRITE),
                by=request.user,
                **form.facts(),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(task_page.ADDED[TaskKind(kind)]))
            return redirect("case", pk)
    return _form_page(request, found, form)


@requires(Permission.CASE_VIEW)
def case_task(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One task: what is to be done, what happened to it, and what one can do now."""
    case, sight, task = _found(request.user, pk, Permission.CASE_VIEW)
    may_change = sight.may(WRITE) and can_move(task, case)
    context = {
        "case": case,
        "task": task,
        "tags": task_page.tags_of(task),
        "rows": task_page.rows_of(task),
        "remarks": task_page.remarks_of(task, request.user),
        "buttons": task_page.buttons_of(task) if may_change else [],
        "history": task_page.history_of(task),
    }
    return render(request, "cases/task.html", context)


@requires(WRITE)
def case_task_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is to be done, until when or by whom."""
    case, sight, task = _found(request.user, pk, WRITE)
    if task.state != TaskState.OPEN and request.method != "POST":
        return not_now(request, case, _("Only what is still to be done can be changed."))
    form = TaskForm(
        case,
        sight,
        TaskKind(task.kind),
        posted(request),
        initial=TaskForm.values_of(task),
        is_prescribed=task.is_prescribed,
    )
    if form.is_valid():
        try:
            actions.change_task(
                task=task,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data.get("reason", ""),
                on_behalf=acting_group(case, request.user, WRITE),
                by=request.user,
                **form.facts(),
            )
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The task was changed."))
            return redirect("case_task", pk)
    return _form_page(request, case, form, task)


@requires(WRITE)
def case_task_move(request: StaffRequest, pk: UUID, state: str) -> HttpResponseBase:
    """Say that a task was done, that it is left out, or that it is open again."""
    if state not in TaskState.values:
        raise Http404
    to = TaskState(state)
    case, _sight, task = _found(request.user, pk, WRITE)
    if to not in MOVES[TaskState(task.state)] and request.method != "POST":
        return redirect("case_task", pk)
    form = MoveForm(to, posted(request), initial={"version": task.version})
    if form.is_valid():
        try:
            actions.move_task(
                task=task,
                to=to,
                on_behalf=acting_group(case, request.user, WRITE),
                by=request.user,
                **form.cleaned_data,
            )
        except StaleObject as stale:
            form = MoveForm(to, sent_again(request.POST, version=stale.current.version))  # type: ignore[attr-defined]
            form.add_error(None, _("Somebody changed this task in the meantime. Look once more."))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(task_page.MOVED[to]))
            return redirect("case", case.pk)
    context = {"case": case, "task": task, "form": form, "title": task_page.BUTTONS[to]}
    return render(request, "cases/task_move.html", context, status=status_of(form))


def _found(user: User, pk: UUID, permission: Permission) -> tuple[Case, Sight, CaseTask]:
    """The task behind the door of its case, or ``Http404``."""
    case = case_for(user, get_object_or_404(CaseTask, pk=pk).case_id, permission)
    sight = sight_of(case, user)
    return case, sight, task_for(case, sight, pk)


def _form_page(
    request: StaffRequest, case: Case, form: TaskForm, task: CaseTask | None = None
) -> HttpResponse:
    title = task_page.CHANGING[form.kind] if task else task_page.ADDING[form.kind]
    context = {"case": case, "form": form, "task": task, "title": title}
    return render(request, "cases/task_form.html", context, status=status_of(form))
