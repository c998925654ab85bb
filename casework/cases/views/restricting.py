"""Restricting a case to people who are named, and opening one for a stated reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.cases import actions, page, restricted
from casework.cases.forms.restricting import GlassForm, RestrictForm
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_to_change
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_CHANGE)
def case_restrict(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Who may see the case."""
    found = case_to_change(request.user, pk)
    form = RestrictForm(found, posted(request), initial=RestrictForm.facts_of(found))
    if form.is_valid():
        try:
            actions.restrict_case(case=found, by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Who may see the case was changed."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/case_restrict.html", context, status=status_of(form))


@require_safe
@requires(Permission.CASE_BREAK_GLASS)
def restricted_cases(request: StaffRequest) -> HttpResponse:
    """Their numbers and who leads them; what they say is opened one by one, for a reason."""
    context = {"cases": restricted.restricted_cases(request.user)[:200]}
    return render(request, "cases/restricted_cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_BREAK_GLASS)
def restricted_case_open(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Why the case must be read."""
    found = get_object_or_404(restricted.restricted_cases(request.user), pk=pk)
    form = GlassForm(posted(request))
    if form.is_valid():
        try:
            actions.break_glass(case=found, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("restricted_case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/restricted_case_open.html", context, status=status_of(form))


@require_safe
@requires(Permission.CASE_BREAK_GLASS)
def restricted_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the case says, for an hour after it was opened; nothing can be changed."""
    found = restricted.opened_by(request.user, pk)
    sight = restricted.sight_of_officer(request.user)
    context = {
        "case": found,
        "tags": page.tags_of(found),
        "rows": page.rows_of(found, sight),
    }
    return render(request, "cases/restricted_case.html", context)
