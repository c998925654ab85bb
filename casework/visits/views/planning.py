"""Planning a visit, changing the plan, and the minutes of the alarm."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.selectors import case_for
from casework.cases.views.answers import closed, posted
from casework.partners.selectors import organisations_of
from casework.visits import actions, selectors
from casework.visits.choices import VisitState
from casework.visits.forms.plan import ChangePlanForm, PlanForm, SettingsForm
from casework.visits.models import Visit
from casework.visits.views.answers import form_page, saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

CHANGE = Permission.VISIT_CHANGE


@requires(CHANGE)
def visit_new(request: StaffRequest) -> HttpResponse:
    """A visit without a case: street work, a place."""
    return _plan(request, None, (reverse("visits"), _("Outreach visits")))


@requires(CHANGE)
def case_visit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """A visit to the person of a case."""
    case = case_for(request.user, pk, Permission.CASE_ANNOTATE)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    return _plan(request, case, (reverse("case", args=[pk]), _("The case")))


def _plan(request: StaffRequest, case: Case | None, back: tuple[str, str]) -> HttpResponse:
    bodies = organisations_of(request.user, CHANGE)
    if not bodies:
        raise Http404
    form = PlanForm(bodies, posted(request), initial={"people": [request.user.pk]})
    made: list[Visit] = []
    if form.is_valid() and saved(
        form,
        lambda: made.append(
            actions.plan_visit(
                submission=form.cleaned_data["submission"],
                organisation=form.body(),
                case=case,
                by=request.user,
                **form.facts(),
            )
        ),
    ):
        messages.success(request, _("The visit is planned. The clock looks after those who go."))
        return redirect("visit", made[0].pk)
    title = _("Plan an outreach visit")
    return form_page(request, form, title=title, back=back, button=_("Plan"), case=case)


@requires(CHANGE)
def visit_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change the plan before anybody goes."""
    visit = selectors.visit_for(request.user, pk, CHANGE)
    if visit.state != VisitState.PLANNED:
        messages.warning(request, _("They are under way or back: the plan cannot be changed."))
        return redirect("visit", pk)
    form = ChangePlanForm(visit, posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.change_visit(
            visit=visit,
            version=form.cleaned_data["version"],
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("The plan is changed."))
        return redirect("visit", pk)
    back = reverse("visit", args=[pk]), _("The visit")
    return form_page(request, form, title=_("Change the plan"), back=back)


@requires(Permission.VISIT_SETTINGS)
def visit_settings(request: StaffRequest) -> HttpResponse:
    """After how many minutes who is told."""
    row = selectors.settings_here()
    form = SettingsForm(posted(request), initial=SettingsForm.values_of(row))
    if form.is_valid() and saved(
        form, lambda: actions.change_settings(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("visit_settings")
    back = reverse("staff_home"), _("Start page")
    return form_page(request, form, title=_("Alarm of outreach visits"), back=back)
