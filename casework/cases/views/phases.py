"""What the phase of a case requires, and moving it to another one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.actions import phases as actions
from casework.cases.choices import CaseState
from casework.cases.forms.phases import MarkForm, PhaseForm, next_phase
from casework.cases.models import Case
from casework.cases.phase_page import state_of
from casework.cases.phase_selectors import missing, standing_of
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import acting_group, case_to_change, sight_of
from casework.cases.views.answers import closed, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User


@requires(Permission.CASE_VIEW)
def case_phase(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Move a case to another phase; what is missing is named before."""
    found = case_to_change(request.user, pk)
    if found.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, found)
    gaps = missing(standing_of(found))
    initial = {"version": found.version, "to": next_phase(found)}
    form = PhaseForm(found, gaps, posted(request), initial=initial)
    if form.is_valid():
        group = group_of(found, request.user)
        try:
            actions.move_phase(case=found, group=group, by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The case is in another phase now."))
            return redirect("case", pk)
    context = {"case": found, "form": form, "gaps": gaps}
    return render(request, "cases/case_phase.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def case_requirement(request: StaffRequest, pk: UUID, key: str) -> HttpResponseBase:
    """Say how one thing stands that the phase requires."""
    found = case_to_change(request.user, pk)
    one = next((row for row in standing_of(found) if row.requirement.key == key), None)
    if one is None or not one.by_hand:
        raise Http404
    if found.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, found)
    form = MarkForm(one, posted(request))
    if form.is_valid():
        group = group_of(found, request.user)
        try:
            actions.mark_requirement(
                case=found, key=key, group=group, by=request.user, **form.cleaned_data
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("case", pk)
    context = {"case": found, "form": form, "one": one.requirement, "state": state_of(one)[0]}
    return render(request, "cases/case_requirement.html", context, status=status_of(form))


def group_of(case: Case, user: User) -> Group:
    """On whose behalf the person does it: as the lead, else as the coordinator."""
    leads = sight_of(case, user).may(Permission.CASE_CHANGE)
    permission = Permission.CASE_CHANGE if leads else Permission.CASE_COORDINATE
    return acting_group(case, user, permission)
