"""Affected people and the cases of an incident."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_for, cases_visible_to
from casework.cases.views.answers import posted
from casework.incidents import actions, refusals, selectors
from casework.incidents.forms.people import (
    BindForm,
    CaseForm,
    ChooseIncidentForm,
    PeopleForm,
    RemoveForm,
)
from casework.incidents.models import CaseBinding, Incident
from casework.incidents.views.answers import board_of, form_page, saved
from casework.partners.selectors import organisations_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

LOG = Permission.INCIDENT_LOG


@requires(LOG)
def people_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down a person or a family."""
    found = selectors.incident_for(request.user, pk, LOG)
    form = PeopleForm(posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.add_people(
            submission=form.cleaned_data["submission"],
            incident=found,
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("They are written down."))
        return redirect("incident", pk)
    return form_page(request, form, title=_("Write down people"), back=board_of(found))


@requires(LOG)
def people_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a line."""
    people = selectors.people_for(request.user, pk)
    form = PeopleForm(posted(request), people=people)
    if form.is_valid() and saved(
        form,
        lambda: actions.change_people(
            people=people,
            version=form.cleaned_data["version"],
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("The line is changed."))
        return redirect("incident", people.incident_id)
    more = {"remove_url": reverse("affected_remove", args=[pk])}
    title, back = _("Change a line"), board_of(people.incident)
    return form_page(request, form, title=title, back=back, **more)


@requires(LOG)
def people_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take out a line that was written by mistake."""
    people = selectors.people_for(request.user, pk)
    form = RemoveForm(posted(request), initial={"version": people.version})
    if form.is_valid() and saved(
        form,
        lambda: actions.remove_people(
            people=people, version=form.cleaned_data["version"], by=request.user
        ),
    ):
        messages.success(request, _("The line is taken out."))
        return redirect("incident", people.incident_id)
    title = _("Take out this line: %(label)s") % {"label": people.label}
    back = board_of(people.incident)
    return form_page(request, form, title=title, back=back, button=_("Take it out"))


@requires(LOG)
def people_case(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Open a case for a line."""
    people = selectors.people_for(request.user, pk)
    leads = organisations_of(request.user, Permission.CASE_OPEN)
    if not leads:
        raise Http404
    form = CaseForm(leads, people, posted(request))
    made: list[Case] = []
    if form.is_valid() and saved(
        form,
        lambda: made.append(
            actions.open_case_for(people=people, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, _("The case is opened and belongs to the incident."))
        return redirect("case", made[0].pk)
    title, back = _("Open a case"), board_of(people.incident)
    return form_page(request, form, title=title, back=back, button=_("Open the case"))


@requires(LOG)
def incident_bind(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Bind a case that is there already."""
    found = selectors.incident_for(request.user, pk, LOG)
    form = BindForm(posted(request))
    if form.is_valid() and saved(form, lambda: _bind(request, found, form)):
        messages.success(request, _("The case belongs to the incident."))
        return redirect("incident", pk)
    return form_page(
        request, form, title=_("Bind a case"), back=board_of(found), button=_("Bind the case")
    )


def _bind(request: StaffRequest, incident: Incident, form: BindForm) -> None:
    number = form.cleaned_data["case_number"].strip()
    case = cases_visible_to(request.user).filter(number__iexact=number).first()
    if case is None:
        raise refusals.no_such_case()
    if CaseBinding.objects.filter(incident=incident, case=case).exists():
        raise refusals.bound_already()
    actions.bind_case(incident=incident, case=case, by=request.user)


@requires(LOG)
def case_incident(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """From the page of a case: to which incident it belongs."""
    case = case_for(request.user, pk, Permission.CASE_VIEW)
    form = ChooseIncidentForm(selectors.running(request.user), posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.bind_case(
            incident=form.cleaned_data["incident"], case=case, by=request.user
        ),
    ):
        messages.success(request, _("The case belongs to the incident."))
        return redirect("case", pk)
    back = reverse("case", args=[pk]), _("The case")
    title, button = _("Bind to an incident"), _("Bind the case")
    return form_page(request, form, title=title, back=back, button=button)


@require_POST
@requires(LOG)
def case_unbind(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The case does not belong to it after all."""
    binding = selectors.binding_for(request.user, pk)
    try:
        actions.unbind_case(binding=binding, by=request.user)
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The case does not belong to the incident any more."))
    return redirect("incident", binding.incident_id)
