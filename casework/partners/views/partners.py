"""Pages of bodies for staff: the list, one record, the day of checking, the agreement."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import actions, directory, selectors, workflow
from casework.partners.choices import AgreementState
from casework.partners.forms import AgreementForm, OrganisationForm, PartnerSearchForm
from casework.partners.views.answers import form_page, saved, saves
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from tenants.profile.selectors import profile

A_PAGE = 25


@requires(Permission.PARTNER_VIEW)
def partners(request: StaffRequest) -> HttpResponse:
    """All bodies of the city, searched and filtered."""
    form = PartnerSearchForm(request.GET or None)
    form.is_valid()
    page = Paginator(selectors.partner_rows(**form.asked()), A_PAGE)
    context = {
        "form": form,
        "asked": any(form.asked().values()),
        "found": page.count,
        "page_obj": page.get_page(request.GET.get("page")),
        "may_change": holds(request.user, Permission.PARTNER_CHANGE),
    }
    return render(request, "partners/partners.html", context)


@requires(Permission.PARTNER_VIEW)
def partner_staff(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything that is known of one body, with the origin of each fact."""
    try:
        found = selectors.organisation_for(request.user, pk, Permission.PARTNER_VIEW)
    except Http404:
        standing = selectors.standing_for(pk=pk)
        if standing is None:
            raise
        return redirect("partner_staff", standing.pk)
    may_change = holds(request.user, Permission.PARTNER_CHANGE)
    context = {
        "organisation": found,
        "record": selectors.record_of(found, with_people=may_change),
        "now": timezone.now(),
        "is_listed": directory.is_listed(found),
        "may_change": may_change,
        "may_confirm": may_change or selectors.may_confirm(request.user, found),
        "may_invite": holds(request.user, Permission.PEOPLE_MANAGE),
    }
    return render(request, "partners/partner_staff.html", context)


@requires(Permission.PARTNER_CHANGE)
def partner_new(request: StaffRequest) -> HttpResponse:
    """Add a body."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        body = actions.create_organisation(submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The partner is added. Now add its services and places."))
        return redirect("partner_staff", body.pk)
    return form_page(request, form, gettext_lazy("Add a partner"))


@requires(Permission.PARTNER_CHANGE)
def partner_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change who a body is."""
    body = selectors.organisation_for(request.user, pk, Permission.PARTNER_CHANGE)
    form = OrganisationForm(request.POST or None, fact=body)
    if form.is_valid():
        version = form.cleaned_data["version"]
        if saves(form, actions.change_organisation, pk=pk, version=version, by=request.user):
            return saved(request, body)
    return form_page(request, form, gettext_lazy("Change the partner"), body)


@requires(Permission.PARTNER_VIEW)
def partner_checked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One click of whoever keeps partners, or of the body's own people: it is right today."""
    found = selectors.organisation_to_confirm(request.user, pk)
    if request.method == "POST":
        actions.confirm_fresh(organisation=found, by=request.user)
        messages.success(request, _("The record is marked as checked today."))
    return redirect("partner_staff", pk)


@requires(Permission.PARTNER_CHANGE)
def partner_agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The next step of the agreement, beside the table of all steps."""
    found = selectors.organisation_for(request.user, pk, Permission.PARTNER_CHANGE)
    if request.POST.get("state") == found.agreement_state:  # the same form came twice
        return redirect("partner_staff", pk)
    form = AgreementForm(request.POST or None, organisation=found)
    if form.is_valid() and _agreed(request, form):
        return redirect("partner_staff", pk)
    context = {
        "form": form,
        "organisation": form.organisation,
        "steps": list(workflow.rows()),
        "act": profile().legal_act,
    }
    status = 422 if form.is_bound else 200
    return render(request, "partners/agreement.html", context, status=status)


def _agreed(request: StaffRequest, form: AgreementForm) -> bool:
    given = form.cleaned_data
    state = AgreementState(given["state"])
    try:
        actions.change_agreement(
            pk=form.organisation.pk,
            version=given["version"],
            state=state,
            day=given["day"],
            document=given["document"],
            by=request.user,
        )
    except StaleObject as stale:
        form.overtaken(stale.current)
        return False
    messages.success(request, _("The agreement is now: %(state)s.") % {"state": state.label})
    return True
