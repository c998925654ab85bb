"""Noting a conflict of interest of a body in a case, and lifting it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_that_shares, sight_of
from casework.cases.views.answers import closed, posted, status_of
from casework.referrals import actions
from casework.referrals.conflicts import conflicts_for, rows_of
from casework.referrals.forms_of_conflicts import ConflictForm, LiftForm
from casework.referrals.models import Conflict
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


@requires(Permission.CASE_VIEW)
def conflict_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note one."""
    case = case_that_shares(request.user, pk)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    form = ConflictForm(posted(request))
    if form.is_valid():
        try:
            actions.note_conflict(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The conflict of interest was noted."))
            return redirect("case", pk)
    context = {"case": case, "form": form}
    return render(request, "referrals/conflict_new.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def conflict_lift(request: StaffRequest, pk: UUID, conflict_pk: UUID) -> HttpResponseBase:
    """Say that there is none any more."""
    case = case_that_shares(request.user, pk)
    conflict = conflict_of(case, conflict_pk, request.user)
    if conflict.lifted_at is not None:
        messages.info(request, _("This conflict of interest was lifted already."))
        return redirect("case", pk)
    form = LiftForm(posted(request))
    if form.is_valid():
        actions.lift_conflict(conflict=conflict, by=request.user, **form.cleaned_data)
        messages.success(request, _("The conflict of interest was lifted."))
        return redirect("case", pk)
    context = {"case": case, "form": form, "rows": rows_of(conflict), "conflict": conflict}
    return render(request, "referrals/conflict_lift.html", context, status=status_of(form))


def conflict_of(case: Case, pk: UUID, user: User) -> Conflict:
    """One that this person may read, or ``Http404``."""
    found = next((one for one in conflicts_for(case, sight_of(case, user)) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found
