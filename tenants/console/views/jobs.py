"""Jobs: the list of them, and one with its progress, its result, and its buttons."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from tenants.console import presenters, selectors
from tenants.console.forms import JobFilter
from tenants.jobs import actions, tasks

ON_A_PAGE = 50


@staff_only
def jobs(request: StaffRequest) -> HttpResponseBase:
    """The newest first, or those that fit."""
    form = JobFilter(request.GET)
    page = Paginator(selectors.jobs(**form.wish), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": form.has_changed(),
        "jobs": presenters.job_views(page),
        "page_obj": page,
    }
    return render(request, "console/jobs.html", context)


@staff_only
def job(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """How far it is; a script asks for this page again while the job is open."""
    found = selectors.job_with(pk)
    name = selectors.names_of([found.city]).get(found.city, "")
    context = {
        "shown": presenters.JobView(found, name or found.city),
        "job": found,
        "has_page": bool(name),
    }
    return render(request, "console/job.html", context)


@require_POST
@staff_only
def job_stop(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """It ends where nothing is half done."""
    found = selectors.job_with(pk)
    try:
        actions.stop(job=found, by=request.user)
    except actions.HasEnded:  # the page shows it as it is
        return redirect("operator_job", pk)
    messages.success(request, _("The job was asked to stop."))
    return redirect("operator_job", pk)


@require_POST
@staff_only
def job_again(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """It goes on where it stopped."""
    found = selectors.job_with(pk)
    if presenters.JobView(found).may_be_tried_again:
        try:
            actions.try_again(job=found, by=request.user)
        except actions.NothingLeft:  # another operator was faster; the page shows it as it is
            return redirect("operator_job", pk)
        tasks.wake()
        messages.success(request, _("The job goes on where it stopped."))
    return redirect("operator_job", pk)
