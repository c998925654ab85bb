"""Naming the first meeting once a referral was accepted."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import posted, status_of
from casework.moments import RepeatedHour, SkippedHour, moment_of
from casework.referrals import appointments, page, selectors
from casework.referrals.actions.appointments import name_appointment
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.forms import DateField, Form, TimeField


class AppointmentForm(Form):
    """When and where; ``at`` is the moment."""

    day = DateField(label=gettext_lazy("On which day"))
    hour = TimeField(
        label=gettext_lazy("At which hour"), help_text=gettext_lazy("For example 14:30 or 1430.")
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    person_told = forms.BooleanField(
        label=gettext_lazy("The person knows of it"),
        help_text=gettext_lazy("Tell them only in the way they allowed."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Turns day and hour into a moment to come."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day and hour:
            self.cleaned_data["at"] = at = self._moment(day, hour)
            if at and at <= timezone.now():
                self.add_error("day", _("Write a moment to come."))
        return self.cleaned_data

    def _moment(self, day: Any, hour: time) -> datetime | None:
        try:
            return moment_of(day, hour)
        except RepeatedHour:
            return moment_of(day, hour, 0)
        except SkippedHour:
            words = _("This hour does not exist: that night the clock jumps from 2:00 to 3:00.")
            self.add_error("hour", words)
        return None


@requires(Permission.REFERRAL_VIEW)
def referral_appointment(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Name the first meeting; it stands where the deadline stood."""
    found = selectors.referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    if not appointments.may_name(request.user, found):
        raise Http404
    form = AppointmentForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        said = {name: given[name] for name in ("at", "place", "person_told")}
        try:
            name_appointment(referral=found, by=request.user, **said)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is on record."))
            return redirect("referral", pk)
    context = {"referral": found, "title": page.title_of(found), "form": form}
    return render(request, "referrals/appointment.html", context, status=status_of(form))
