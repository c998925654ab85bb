"""The list of those who wait for a bed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.choices import CaseState
from casework.cases.selectors import case_for
from casework.cases.views.answers import closed, posted
from casework.shelter import actions, board, selectors
from casework.shelter.choices import BY_HAND
from casework.shelter.forms.stay import WaitForm
from casework.shelter.models import Waiting
from casework.shelter.nights import A_DAY
from casework.shelter.views.answers import saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.forms.pages import form_page

ADMIT = Permission.STAY_ADMIT


@require_safe
@requires(Permission.STAY_VIEW)
def shelter_waiting(request: StaffRequest) -> HttpResponse:
    """Who waits, the most urgent first, and for whom a bed is free tonight."""
    user, today = request.user, timezone.localdate()
    free = board.free_by_facility(today, today + A_DAY)
    houses = {one.pk: one for one in selectors.facilities(user)}
    rows = [
        {
            "waiting": one,
            "like": board.attributes_of(one),
            "fitting": [
                houses[pk]
                for pk, beds in free.items()
                if pk in houses and one.facility_id in {None, pk} and board.fits(one, beds)
            ],
        }
        for one in selectors.waiting_visible_to(user)
    ]
    ends = [(one.value, one.label) for one in BY_HAND]
    context = {"rows": rows, "may_end": holds(user, ADMIT), "ends": ends}
    return render(request, "shelter/waiting.html", context)


@requires(ADMIT)
def waiting_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put a case on the list."""
    case = case_for(request.user, pk, Permission.CASE_ANNOTATE)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    form = WaitForm(posted(request), initial={"urgency": case.urgency})
    if form.is_valid() and saved(
        form,
        lambda: actions.put_on_list(case=case, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("The case is on the waiting list."))
        return redirect("shelter_waiting")
    back = reverse("case", args=[pk]), _("The case")
    title = _("Put %(person)s on the waiting list") % {"person": case.pseudonym}
    return form_page(request, form, title=title, back=back)


@require_POST
@requires(ADMIT)
def waiting_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a case off the list, and say why."""
    waiting = selectors.waiting_for(request.user, pk)
    end, sent = request.POST.get("end", ""), request.POST.get("version", "")
    if end not in BY_HAND:
        messages.error(request, _("Choose why they wait no longer."))
    elif _ended(
        waiting, int(sent) if sent.isdecimal() and len(sent) < 10 else 0, end, request.user
    ):
        messages.success(request, _("The case is off the waiting list."))
    else:
        messages.warning(request, _("Somebody changed this in the meantime. Look once more."))
    return redirect("shelter_waiting")


def _ended(waiting: Waiting, version: int, end: str, by: User) -> bool:
    try:
        actions.end_waiting(waiting=waiting, version=version, end=end, by=by)
    except StaleObject:
        return False
    return True
