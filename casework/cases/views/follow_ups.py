"""A contact with the person after the case was closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.actions import follow_ups as actions
from casework.cases.choices import CaseState
from casework.cases.ending_page import planned_for
from casework.cases.forms.follow_up import FollowUpForm
from casework.cases.models import Case, FollowUp
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_to_reopen, sight_of
from casework.cases.views.answers import not_now, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm


@requires(Permission.CASE_VIEW)
def case_follow_up(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Agree on a contact after the closing, change it, or say that nobody asks any more."""
    found = case_to_reopen(request.user, pk)
    planned = planned_for(found)
    refusal = _refusal(found, planned)
    if refusal:
        return not_now(request, found, refusal)
    sight = sight_of(found, request.user)
    initial = FollowUpForm.values_of(planned, sight)
    form = FollowUpForm(found, sight, posted(request), initial=initial)
    if "drop" in request.POST or form.is_valid():
        try:
            _save(request, found, form)
        except StaleObject:
            form.overtaken(planned or FollowUp(version=0))
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("case", pk)
    context = {
        "case": found,
        "form": form,
        "planned": planned,
        "contact_rules": found.contact_rules if sight.may(Permission.CASE_PERSON) else "",
    }
    return render(request, "cases/case_follow_up.html", context, status=status_of(form))


def _refusal(case: Case, planned: FollowUp | None) -> str:
    if case.state != CaseState.CLOSED:
        return _("This case is open. Add a task or an appointment instead.")
    if planned is not None and planned.task_id is not None:
        return _("This contact stands among the tasks already. Go on there.")
    return ""


def _save(request: StaffRequest, case: Case, form: FollowUpForm) -> None:
    if "drop" in request.POST:
        seen = VersionedForm(request.POST)
        seen.full_clean()  # it never refuses
        version = seen.cleaned_data["version"]
        actions.drop_follow_up(case=case, version=version, by=request.user)
    elif facts := form.follow_up():
        version = form.cleaned_data["version"]
        actions.plan_follow_up(case=case, version=version, by=request.user, **facts)
