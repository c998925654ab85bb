"""The page on which an administrator sees what the city lacks, and opens it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from tenants import readiness
from tenants.models import Stage
from tenants.opening.actions import NotInPreparation, NotReady, open_city
from tenants.opening.selectors import stage_here


@require_safe
@requires(Permission.CITY_SETTINGS)
def opening(request: StaffRequest) -> HttpResponseBase:
    """What is done and what is missing; the button once nothing is."""
    return _page(request)


def _page(request: StaffRequest, *, refused: bool = False) -> HttpResponse:
    items = readiness.items()
    context = {
        "items": items,
        "done": sum(one.is_done for one in items),
        "missing": [one for one in items if not one.is_done],
        "stage": stage_here(),
        "stages": Stage,
        "refused": refused,
    }
    return render(request, "opening/opening.html", context, status=409 if refused else 200)


@require_POST
@requires(Permission.CITY_SETTINGS)
def opening_open(request: StaffRequest) -> HttpResponseBase:
    """Open the city; refused with what is missing now."""
    try:
        open_city(by=request.user)
    except NotReady:
        return _page(request, refused=True)
    except NotInPreparation as refusal:
        if refusal.stage == Stage.RUNNING:
            messages.info(request, _("The city is open already."))
        return redirect("opening")
    messages.success(request, _("The city is open. Residents can write to you from now on."))
    return redirect("opening")
