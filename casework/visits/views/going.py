"""One tap each: at the door, more time, out again, help. Every form has an id made before it was
sent, so that it can be sent again when there is a signal.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.views.answers import posted
from casework.visits import actions, selectors
from casework.visits.forms.going import CheckInForm, CheckOutForm, ExtendForm, HelpForm
from casework.visits.models import Visit
from casework.visits.views.answers import form_page, saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.forms import Form

CHANGE = Permission.VISIT_CHANGE


@requires(CHANGE)
def visit_check_in(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They are at the door."""
    visit = selectors.visit_for(request.user, pk, CHANGE)
    form = CheckInForm(posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.check_in(visit=visit, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Noted: you are at the door. Say when you are out again."))
        return redirect("visit", pk)
    return _page(request, visit, form, _("We are at the door"))


@require_POST
@requires(CHANGE)
def visit_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    """More time."""
    visit = selectors.visit_for(request.user, pk, CHANGE)
    form = ExtendForm(request.POST)
    if form.is_valid() and saved(
        form, lambda: actions.extend(visit=visit, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Noted: the clock waits longer."))
        return redirect("visit", pk)
    return _page(request, visit, form, _("More time"))


@requires(CHANGE)
def visit_check_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They are out again, or did not go."""
    visit = selectors.visit_for(request.user, pk, CHANGE)
    group = selectors.group_writing(visit.case, request.user)
    first = {"outcome": request.GET.get("outcome", "")}
    form = CheckOutForm(posted(request), has_case=group is not None, initial=first)
    if form.is_valid() and saved(
        form,
        lambda: actions.check_out(visit=visit, group=group, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("Noted: you are out again."))
        return redirect("visit", pk)
    return _page(request, visit, form, _("We are out again"))


@require_POST
@requires(CHANGE)
def visit_help(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The alarm at once. A spoilt form raises it too."""
    visit = selectors.visit_for(request.user, pk, CHANGE)
    form = HelpForm(request.POST)
    if form.is_valid():
        actions.ask_help(visit=visit, by=request.user, **form.cleaned_data)
    messages.warning(request, _("The alarm is raised. In danger of life call 112."))
    return redirect("visit", pk)


def _page(request: StaffRequest, visit: Visit, form: Form, title: str) -> HttpResponse:
    back = reverse("visit", args=[visit.pk]), _("The visit")
    return form_page(request, form, title=title, back=back, button=title, visit=visit)
