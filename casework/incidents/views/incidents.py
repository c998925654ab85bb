"""Incidents: the list, the board, declaring, changing, numbers, steps and the log."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases.views.answers import posted
from casework.incidents import actions, selectors, words, workflow
from casework.incidents.choices import IncidentState
from casework.incidents.forms.incident import EntryForm, IncidentForm, NumbersForm, StepForm
from casework.incidents.models import Incident
from casework.incidents.views.answers import board_of, form_page, saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

VIEW, LOG, LEAD = Permission.INCIDENT_VIEW, Permission.INCIDENT_LOG, Permission.INCIDENT_LEAD
MOST_CLOSED, MOST_ENTRIES, LOG_ON_A_PAGE = 50, 20, 50


@require_safe
@requires(VIEW)
def incidents(request: StaffRequest) -> HttpResponse:
    """Those that go on, then the latest that are closed."""
    visible = selectors.incidents_visible_to(request.user)
    context = {
        "running": selectors.running(request.user),
        "closed": visible.filter(state=IncidentState.CLOSED)[:MOST_CLOSED],
        "may_declare": holds(request.user, LEAD),
        "sees_addresses": holds(request.user, Permission.INCIDENT_ADDRESSES),
    }
    return render(request, "incidents/incidents.html", context)


@require_safe
@requires(VIEW)
def incident(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The board."""
    user = request.user
    found = selectors.board_for(user, pk)
    rows = selectors.rows_of(found, user)
    entries = list(selectors.entries_of(found, user)[: MOST_ENTRIES + 1])
    logs, leads = holds(user, LOG), holds(user, LEAD)
    context = {
        "incident": found,
        "figures": words.figures(found),
        "listed": words.listed(rows),
        "needs": words.needs(rows),
        "rows": rows,
        "bindings": selectors.bindings_visible_to(found, user) if logs else [],
        "calls": list(words.calls(found, selectors.mobilisations_of(found, user), user)),
        "entries": words.log(entries[:MOST_ENTRIES]),
        "has_more": len(entries) > MOST_ENTRIES,
        "reports": selectors.reports_of(found, user),
        "steps": words.steps_of(found, user),
        "sees_all": logs,
        "may_log": logs and found.goes_on,
        "may_lead": leads and found.goes_on,
        "may_open": logs and found.goes_on and holds(user, Permission.CASE_OPEN),
    }
    return render(request, "incidents/incident.html", context)


@requires(LEAD)
def incident_new(request: StaffRequest) -> HttpResponseBase:
    """Declare an incident."""
    form = IncidentForm(request.user, posted(request))
    made: list[Incident] = []
    if form.is_valid() and saved(
        form,
        lambda: made.append(
            actions.declare(
                submission=form.cleaned_data["submission"], by=request.user, **form.facts()
            )
        ),
    ):
        messages.success(request, _("The incident is declared, and staff are told."))
        return redirect("incident", made[0].pk)
    back = reverse("incidents"), _("Incidents")
    return form_page(request, form, title=_("Declare an incident"), back=back, button=_("Declare"))


@requires(LEAD)
def incident_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is written about it."""
    found = selectors.incident_for(request.user, pk, LEAD)
    form = IncidentForm(request.user, posted(request), incident=found)
    if form.is_valid() and saved(
        form,
        lambda: actions.change_incident(
            incident=found,
            version=form.cleaned_data["version"],
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("The incident is changed."))
        return redirect("incident", pk)
    return form_page(request, form, title=_("Change the incident"), back=board_of(found))


@requires(LOG)
def incident_numbers(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down what was counted by now."""
    found = selectors.incident_for(request.user, pk, LOG)
    form = NumbersForm(found, posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.change_numbers(
            incident=found,
            version=form.cleaned_data["version"],
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("The numbers are changed."))
        return redirect("incident", pk)
    return form_page(request, form, title=_("Numbers from the spot"), back=board_of(found))


@requires(LEAD)
def incident_step(request: StaffRequest, pk: UUID, step: str) -> HttpResponseBase:
    """Start, wind down, resume, close, open again: as the table says."""
    found = selectors.incident_for(request.user, pk, LEAD)
    if step not in actions.STEPS:
        raise Http404
    allowed = workflow.step_named(found.state, step)
    to, taken = allowed or workflow.any_step(step)
    typed = request.POST.get("reason", "").strip() and found.state != to
    if allowed is None and not typed:  # what was typed is not lost
        messages.warning(
            request, _("This cannot be done in its present state. Look at how it is now.")
        )
        return redirect("incident", pk)
    form = StepForm(found, taken, posted(request))
    act = actions.STEPS[step]
    if form.is_valid() and saved(
        form,
        lambda: act(incident=found, by=request.user, **form.facts()),
    ):
        messages.success(request, _("The incident has moved on."))
        return redirect("incident", pk)
    title = taken.label
    return form_page(request, form, title=str(title), back=board_of(found), button=title)


@require_safe
@requires(VIEW)
def incident_log(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole log, page by page."""
    found = selectors.board_for(request.user, pk)
    pages = Paginator(selectors.entries_of(found, request.user), LOG_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"incident": found, "page_obj": page, "entries": words.log(page)}
    return render(request, "incidents/log.html", context)


@requires(LOG)
def incident_entry(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write one thing into the log."""
    found = selectors.incident_for(request.user, pk, LOG)
    form = EntryForm(posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.add_entry(incident=found, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("It stands in the log."))
        return redirect("incident", pk)
    return form_page(request, form, title=_("Write into the log"), back=board_of(found))
