"""Closing a case, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases import actions, closing
from casework.cases.choices import CaseState
from casework.cases.forms.ending import CloseForm, ReopenForm
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import (
    case_to_finish,
    case_to_reopen,
    finishing_group,
    reopening_group,
    sight_of,
)
from casework.cases.views.answers import closed as shown_closed
from casework.cases.views.answers import not_now, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@requires(Permission.CASE_VIEW)
def case_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Close a case: what became of each need, and how it ended."""
    found = case_to_finish(request.user, pk)
    if found.state == CaseState.CLOSED and request.method != "POST":
        return shown_closed(request, found)
    sight = sight_of(found, request.user)
    initial = {"version": found.version, "follow_up_who": f"p-{request.user.pk}"}
    form = CloseForm(found, sight, posted(request), initial=initial)
    if form.is_valid():
        try:
            _close(request, found, form)
        except StaleObject:
            found.refresh_from_db()
            form.overtaken(found)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The case is closed."))
            return redirect("case", pk)
    context = {
        "case": found,
        "form": form,
        "obstacles": list(closing.obstacles(found)),
        "open_things": closing.open_things(found, request.user),
        "contact_rules": found.contact_rules if sight.may(Permission.CASE_PERSON) else "",
    }
    return render(request, "cases/case_close.html", context, status=status_of(form))


def _close(request: StaffRequest, found: Case, form: CloseForm) -> None:
    actions.close_case(
        case=found,
        version=form.cleaned_data["version"],
        submission=form.cleaned_data["submission"],
        answers=form.answers(),
        how_it_ended=form.cleaned_data["how_it_ended"],
        group=finishing_group(found, request.user),
        by=request.user,
        outcome=form.cleaned_data["outcome"],
        missing=form.missing(),
        tasks=form.decided(),
        follow_up=form.follow_up(),
    )


@requires(Permission.CASE_VIEW)
def case_reopen(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take back the closing of a case: why, and which needs are open again."""
    found = case_to_reopen(request.user, pk)
    if found.state != CaseState.CLOSED and request.method != "POST":
        return not_now(request, found, _("This case is not closed, so nothing was changed."))
    form = ReopenForm(found, posted(request), initial={"version": found.version})
    if form.is_valid():
        group = reopening_group(found, request.user)
        try:
            actions.reopen_case(case=found, group=group, by=request.user, **form.cleaned_data)
        except StaleObject:
            found.refresh_from_db()
            form.overtaken(found)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The case is open again."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/case_reopen.html", context, status=status_of(form))
