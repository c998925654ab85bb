"""Pages of meetings: the list, one meeting, its facts, who came."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.meetings import actions, selectors
from casework.meetings.forms import AttendanceForm, MeetingForm
from casework.meetings.models import Meeting
from casework.meetings.views.answers import is_already, may_log, status_of
from casework.partners.choices import Accessibility
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User

A_PAGE = 20


@requires(Permission.MEETING_VIEW)
def meetings(request: StaffRequest) -> HttpResponse:
    """What lies ahead, then what was, page by page."""
    past = Paginator(selectors.past_meetings(), A_PAGE).get_page(request.GET.get("page"))
    upcoming = selectors.upcoming_meetings() if past.number == 1 else []
    context = {"upcoming": upcoming, "past": past, "may_log": may_log(request)}
    return render(request, "meetings/meetings.html", context)


@requires(Permission.MEETING_VIEW)
def meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One meeting: facts, what came back, who came, what came of it."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_VIEW)
    attendances = list(selectors.attendances_of(found))
    context = {
        "meeting": found,
        "accessibility": _accessibility(found),
        "returned": [(one, one.is_due_by(found.day)) for one in selectors.returned_to(found)],
        "attendances": attendances,
        "people": sum(one.people or 0 for one in attendances),
        "outcomes": selectors.outcomes_by_kind(found),
        "may_log": may_log(request),
    }
    return render(request, "meetings/meeting.html", context)


@requires(Permission.MEETING_LOG)
def meeting_new(request: StaffRequest) -> HttpResponse:
    """Write down a meeting, ahead of it or while it goes on."""
    form = MeetingForm(
        request.POST or None,
        initial={"day": timezone.localdate()},
        suggestion=selectors.suggested_host(),
    )
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        logged = actions.log_meeting(submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The meeting is saved. Now add who came and the outcomes."))
        return redirect("meeting", logged.pk)
    return _meeting_form(request, form)


@requires(Permission.MEETING_LOG)
def meeting_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change the facts of a meeting."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_LOG)
    form = MeetingForm(request.POST or None, initial=MeetingForm.values_of(found))
    current = None
    if form.is_valid():
        current = _overtaken_by(form, pk, request.user)
        if current is None:
            messages.success(request, _("The meeting is changed."))
            return redirect("meeting", pk)
    return _meeting_form(request, form, meeting=found, current=current)


@requires(Permission.MEETING_LOG)
def meeting_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tick the organisations that came."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_LOG)
    form = AttendanceForm(
        request.POST or None,
        groups=selectors.organisations_by_permanence(),
        noted=dict(found.attendances.values_list("organisation", "people")),
    )
    if form.is_valid():
        came, not_there = form.changes()
        actions.note_attendance(meeting=found, came=came, not_there=not_there, by=request.user)
        messages.success(request, _("Who came is saved."))
        return redirect("meeting", pk)
    context = {"form": form, "meeting": found}
    return render(request, "meetings/attendance.html", context, status=status_of(form))


def _overtaken_by(form: MeetingForm, pk: UUID, by: User) -> Model | None:
    """Saves; gives the meeting as it is now where somebody else was quicker."""
    version, facts = form.cleaned_data["version"] or 0, form.facts()
    try:
        actions.change_meeting(pk=pk, version=version, by=by, **facts)
    except StaleObject as stale:
        if not is_already(stale.current, facts):
            form.overtaken(stale.current)
            return stale.current
    return None


def _meeting_form(
    request: HttpRequest,
    form: MeetingForm,
    meeting: Meeting | None = None,
    current: Model | None = None,
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "current": current}
    return render(request, "meetings/meeting_form.html", context, status=status_of(form))


def _accessibility(meeting: Meeting) -> list[str]:
    known = meeting.place.accessibility if meeting.place else []
    return [str(one.label) for one in Accessibility if one in known]
