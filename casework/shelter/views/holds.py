"""Keeping beds for an open referral, and letting them go."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.views.answers import posted
from casework.referrals.models import Referral
from casework.referrals.selectors import referral_for
from casework.shelter import actions, selectors
from casework.shelter.choices import HoldEnd
from casework.shelter.forms.stay import HoldForm
from casework.shelter.models import Facility
from casework.shelter.nights import A_DAY
from casework.shelter.views.answers import saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.forms.pages import form_page

ADMIT = Permission.STAY_ADMIT
FIRST_OFFERED = 3 * A_DAY


@requires(ADMIT)
def hold_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Choose the house where the body runs several, then its beds."""
    referral = referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    houses = _houses(request, referral)
    back = reverse("referral", args=[pk]), _("The referral")
    if len(houses) > 1 and not request.GET.get("house"):
        context = {"houses": houses, "back_url": back[0], "back_text": back[1]}
        return render(request, "shelter/choose_house.html", context)
    house = _chosen(request, houses)
    today = timezone.localdate()
    first = {"first_on": today, "until_on": today + FIRST_OFFERED}
    form = HoldForm(house, posted(request), initial=first)
    if form.is_valid() and saved(
        form,
        lambda: actions.hold_beds(
            referral=referral, facility=house, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(
            request, _("The bed is held. Nobody else gets it while the referral runs.")
        )
        return redirect("case", referral.case_id)
    title = _("Hold a bed in %(house)s") % {"house": house}
    return form_page(request, form, title=title, back=back, button=_("Hold"))


@require_POST
@requires(ADMIT)
def hold_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The bed is not kept any more."""
    hold = selectors.hold_for(request.user, pk)
    actions.end_hold(hold=hold, end=HoldEnd.GIVEN_UP, by=request.user)
    messages.success(request, _("The bed is not held any more."))
    return redirect("facility", hold.facility_id)


def _houses(request: StaffRequest, referral: Referral) -> list[Facility]:
    """Those that the receiver runs and in which this person may give beds."""
    houses = selectors.own_facilities(request.user, ADMIT)
    found = [one for one in houses if one.organisation_id == referral.receiver_id]
    if not found:
        raise Http404
    return found


def _chosen(request: StaffRequest, houses: list[Facility]) -> Facility:
    wanted = request.GET.get("house", "")
    return next((one for one in houses if str(one.pk) == wanted), houses[0])
