"""Forms of a service's hours for a set period."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import actions, selectors
from casework.partners.forms import PeriodForm
from casework.partners.models import Service
from casework.partners.periods import Period
from casework.partners.views.answers import form_page, saved, saves
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm

CHANGE = Permission.PARTNER_CHANGE


@requires(CHANGE)
def period_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write other hours of a service, or that it is closed, for some days."""
    service = _service(request, pk)
    form = PeriodForm(request.POST or None, service=service)
    if form.is_valid() and _saves(request, form):
        return saved(request, service.organisation)
    title = gettext_lazy("Add hours for a set period")
    return form_page(request, form, title, service.organisation, template="period_form")


@requires(CHANGE)
def period_edit(request: StaffRequest, pk: UUID, period: Period) -> HttpResponse:
    """Change them. What was typed over a period that is gone meanwhile is kept."""
    service = _service(request, pk)
    form = PeriodForm(request.POST or None, service=service, before=period)
    if not form.is_bound and period not in form.known:
        raise Http404
    if form.is_valid() and _saves(request, form):
        return saved(request, service.organisation)
    return form_page(
        request,
        form,
        gettext_lazy("Change the hours for a set period"),
        service.organisation,
        template="period_form",
        remove_url=reverse("period_remove", args=[pk, period]),
    )


@requires(CHANGE)
def period_remove(request: StaffRequest, pk: UUID, period: Period) -> HttpResponse:
    """Let the usual hours hold again."""
    service = _service(request, pk)
    form = VersionedForm(request.POST or None)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.remove_period(pk=pk, version=version, period=period, by=request.user)
        except StaleObject:
            messages.warning(
                request, _("Somebody changed this in the meantime. Look at it again, then decide.")
            )
        else:
            messages.success(request, _("Removed."))
    return redirect("partner_staff", service.organisation.pk)


def _saves(request: StaffRequest, form: PeriodForm) -> bool:
    return saves(
        form,
        actions.write_period,
        pk=form.service.pk,
        version=form.cleaned_data["version"],
        before=form.before,
        by=request.user,
    )


def _service(request: StaffRequest, pk: UUID) -> Service:
    services = Service.objects.select_related("organisation").prefetch_related("schedules")
    return selectors.fact_for(request.user, services, pk, CHANGE)
