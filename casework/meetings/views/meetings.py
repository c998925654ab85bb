"""Pages of meetings: the list, one meeting, its facts."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.meetings import actions, selectors
from casework.meetings.choices import Presence
from casework.meetings.forms import MeetingForm, SeriesForm
from casework.meetings.models import Attendance, Meeting
from casework.meetings.views.answers import may_log, overtaken_by, status_of
from casework.partners.choices import Accessibility
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

A_PAGE = 20


@requires(Permission.MEETING_VIEW)
def meetings(request: StaffRequest) -> HttpResponse:
    """What lies ahead, then what was, page by page; of one series or of all."""
    form = SeriesForm(request.GET)
    series = form.chosen()
    past = Paginator(selectors.past_meetings(series), A_PAGE).get_page(request.GET.get("page"))
    upcoming = selectors.upcoming_meetings(series) if past.number == 1 else []
    context = {"form": form, "upcoming": upcoming, "past": past, "may_log": may_log(request)}
    return render(request, "meetings/meetings.html", context)


@requires(Permission.MEETING_VIEW)
def meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One meeting: facts, what came back, who came, what came of it."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_VIEW)
    by_presence: dict[str, list[Attendance]] = {presence.value: [] for presence in Presence}
    for attendance in selectors.attendances_of(found):
        by_presence[attendance.presence].append(attendance)
    context = {
        "meeting": found,
        "accessibility": _accessibility(found),
        "returned": [(one, one.is_due_by(found.day)) for one in selectors.returned_to(found)],
        "attendances": by_presence,
        "people": sum(one.people or 0 for one in by_presence[Presence.CAME]),
        "outcomes": selectors.outcomes_by_kind(found),
        "may_log": may_log(request),
    }
    return render(request, "meetings/meeting.html", context)


@requires(Permission.MEETING_LOG)
def meeting_new(request: StaffRequest) -> HttpResponse:
    """Write down a meeting, ahead of it or while it goes on."""
    form = MeetingForm(
        request.POST or None,
        initial={"day": timezone.localdate(), "series": selectors.latest_series()},
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
        current = overtaken_by(form, actions.change_meeting, pk, request.user)
        if current is None:
            messages.success(request, _("The meeting is changed."))
            return redirect("meeting", pk)
    return _meeting_form(request, form, meeting=found, current=current)


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
