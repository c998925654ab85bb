"""Taking an alarm, and closing it with what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.views.answers import posted
from casework.visits import actions, refusals, selectors
from casework.visits.forms.going import CloseAlarmForm
from casework.visits.models import Alarm
from casework.visits.refusals import VisitRefused
from casework.visits.views.answers import form_page, saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm

CHANGE = Permission.VISIT_CHANGE


@require_POST
@requires(CHANGE)
def alarm_take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """This person sees to it now."""
    alarm = selectors.alarm_for(request.user, pk)
    form = VersionedForm(request.POST)
    form.is_valid()
    try:
        actions.take_alarm(
            alarm=alarm, version=form.cleaned_data.get("version", 0), by=request.user
        )
    except StaleObject as stale:
        taker = stale.current.taken_by if isinstance(stale.current, Alarm) else None
        messages.warning(request, refusals.taken_by(taker).words)
    except VisitRefused as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, _("The alarm is yours. Call those who went; note what you do."))
    return redirect("visit", alarm.visit_id)


@requires(CHANGE)
def alarm_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was done."""
    alarm = selectors.alarm_for(request.user, pk)
    form = CloseAlarmForm(
        posted(request), is_over=alarm.visit.is_over, initial={"version": alarm.version}
    )
    if form.is_valid() and saved(
        form, lambda: actions.close_alarm(alarm=alarm, by=request.user, **form.facts())
    ):
        messages.success(request, _("The alarm is closed."))
        return redirect("visit", alarm.visit_id)
    back = reverse("visit", args=[alarm.visit_id]), _("The visit")
    title = _("Close the alarm")
    return form_page(request, form, title=title, back=back, button=title, visit=alarm.visit)
