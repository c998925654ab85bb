"""Naming the first meeting once a referral was accepted."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import posted, status_of
from casework.referrals import appointments, page, selectors
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.forms_of_meetings import AppointmentForm
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.REFERRAL_VIEW)
def referral_appointment(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Name the first meeting; it stands where the deadline stood."""
    found = selectors.referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    if not appointments.may_name(request.user, found):
        raise Http404
    form = AppointmentForm(posted(request))
    if form.is_valid():
        try:
            name_appointment(referral=found, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is on record."))
            return redirect("referral", pk)
    context = {"referral": found, "title": page.title_of(found), "form": form}
    return render(request, "referrals/appointment.html", context, status=status_of(form))
