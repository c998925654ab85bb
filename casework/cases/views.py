"""Pages of cases: the list, one case, and what people do with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases import actions, page, panels
from casework.cases.choices import CaseState, NeedState
from casework.cases.forms import (
    CaseFilterForm,
    CloseForm,
    EditCaseForm,
    NoteForm,
    SettleForm,
    with_version,
)
from casework.cases.models import Case, CaseNeed
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import (
    acting_group,
    case_for,
    case_to_finish,
    cases_visible_to,
    chosen,
    most_urgent_first,
    needs_for,
    sight_of,
)
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form

ON_A_PAGE = 25


@requires(Permission.CASE_VIEW)
def cases(request: StaffRequest) -> HttpResponse:
    """The cases this person may see, the most urgent first; nobody's name is on it."""
    form = CaseFilterForm(request.GET)
    wish = form.cleaned_data if form.is_valid() else {}
    found = most_urgent_first(chosen(cases_visible_to(request.user), request.user, wish))
    pages = Paginator(found.select_related("lead", "worker"), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [{"case": case, "tags": page.tags_of(case)} for case in shown]
    context = {"form": form, "page_obj": shown, "rows": rows, "number": pages.count}
    return render(request, "cases/cases.html", context)


@requires(Permission.CASE_VIEW)
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One case, as far as this person may see it."""
    found, user = case_for(request.user, pk, Permission.CASE_VIEW), request.user
    sight = sight_of(found, user)
    context = {
        "case": found,
        "tags": page.tags_of(found),
        "summary": found.summary if sight.may(Permission.CASE_SUMMARY) else "",
        "rows": page.rows_of(found, sight),
        "tasks": page.tasks_of(found, needs_for(found, user), sight),
        "buttons": panels.buttons_of(found, sight),
        "panels": panels.panels_of(found, user),
        "history": panels.history_of(found, user),
    }
    return render(request, "cases/case.html", context)


@requires(Permission.CASE_CHANGE)
def case_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is known about a case."""
    found = case_for(request.user, pk, Permission.CASE_CHANGE)
    if request.method != "POST":
        form = EditCaseForm(initial=EditCaseForm.facts_of(found))
        is_closed = found.state == CaseState.CLOSED
        return _closed(request, found) if is_closed else _edit_page(request, found, form)
    form = EditCaseForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, found, form)
    try:
        actions.change_case(case=found, by=request.user, **form.cleaned_data)
    except StaleObject:
        found.refresh_from_db()
        form = EditCaseForm.over(request.POST, found)
        form.add_error(None, _changed_meanwhile())
        return _edit_page(request, found, form, now=form.what_it_says_now())
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _edit_page(request, found, form)
    messages.success(request, _("The case was changed."))
    return redirect("case", pk)


def _closed(request: StaffRequest, found: Case) -> HttpResponseBase:
    messages.warning(request, _("This case is closed and cannot be changed."))
    return redirect("case", found.pk)


def _edit_page(request: StaffRequest, found: Case, form: Form, **more: Any) -> HttpResponse:
    context = {"case": found, "form": form, **more}
    return render(request, "cases/case_edit.html", context, status=status_of(form))


def status_of(form: Form) -> int:
    """422 for a form that is shown again because something in it cannot be taken."""
    return 422 if form.is_bound and form.errors else 200


def _changed_meanwhile() -> str:
    return _(
        "Somebody changed this case while you were writing. Nothing of yours is lost: compare it "
        "with what the case says now, and save again."
    )


@require_POST
@requires(Permission.CASE_CHANGE)
def case_take(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Become the worker of a case."""
    found = case_for(request.user, pk, Permission.CASE_CHANGE)
    try:
        actions.take_case(case=found, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You work on this case now."))
    return redirect("case", pk)


@requires(Permission.CASE_ANNOTATE)
def case_note(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write a note into a case."""
    found = case_for(request.user, pk, Permission.CASE_ANNOTATE)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        group = acting_group(found, request.user, Permission.CASE_ANNOTATE)
        try:
            actions.add_note(case=found, group=group, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The note was added."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/case_note.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def need_settle(request: StaffRequest, pk: UUID, need_pk: UUID) -> HttpResponseBase:
    """Say what became of one need, or open it again."""
    found = case_to_finish(request.user, pk)
    need = get_object_or_404(CaseNeed.objects.select_related("need"), pk=need_pk, case=found)
    form = SettleForm(need, request.POST if request.method == "POST" else None)
    reopens = "reopen" in request.POST
    if reopens or form.is_valid():
        try:
            if reopens:
                actions.reopen_need(need=need, by=request.user)
            else:
                actions.settle_need(need=need, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("case", pk)
    context = {"case": found, "need": need, "form": form, "is_open": need.state == NeedState.OPEN}
    return render(request, "cases/need_settle.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def case_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Close a case: what became of each need, and how it ended."""
    found = case_to_finish(request.user, pk)
    if found.state == CaseState.CLOSED:
        return _closed(request, found)
    posted = request.POST if request.method == "POST" else None
    form = CloseForm(found, posted, initial={"version": found.version})
    if form.is_valid():
        try:
            _close(request, found, form)
        except StaleObject:
            found.refresh_from_db()
            form = CloseForm(found, with_version(request.POST, found.version))
            form.add_error(None, _changed_meanwhile())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The case is closed."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/case_close.html", context, status=status_of(form))


def _close(request: StaffRequest, found: Case, form: CloseForm) -> None:
    actions.close_case(
        case=found,
        version=form.cleaned_data["version"],
        submission=form.cleaned_data["submission"],
        answers=form.answers(),
        how_it_ended=form.cleaned_data["how_it_ended"],
        group=acting_group(found, request.user, Permission.CASE_ANNOTATE),
        by=request.user,
    )
