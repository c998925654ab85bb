"""Pages on which organisations are ticked: who is invited, who came."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.meetings import actions, selectors
from casework.meetings.forms import AttendanceForm, InvitationsForm
from casework.meetings.views.answers import status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.MEETING_LOG)
def meeting_attendance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tick the organisations that came, and those that were excused; these also beforehand."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_LOG)
    presences = selectors.presences_at(found)
    if not found.has_begun and not presences.invited:
        return redirect("meeting_invitations", pk)
    form = AttendanceForm(
        request.POST or None,
        groups=selectors.organisations_by_permanence(),
        presences=presences,
        has_begun=found.has_begun,
    )
    if form.is_valid():
        changes = form.changes()
        actions.note_attendance(
            meeting=found,
            came=changes.came,
            excused=changes.excused,
            not_there=changes.not_there,
            by=request.user,
        )
        said = _("Who came is saved.") if found.has_begun else _("Who is excused is saved.")
        messages.success(request, said)
        return redirect("meeting", pk)
    context = {"form": form, "meeting": found}
    return render(request, "meetings/attendance.html", context, status=status_of(form))


@requires(Permission.MEETING_LOG)
def meeting_invitations(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tick the organisations that are invited."""
    found = selectors.meeting_for(request.user, pk, Permission.MEETING_LOG)
    form = InvitationsForm(
        request.POST or None,
        groups=selectors.organisations_by_permanence(),
        invited=selectors.presences_at(found).invited,
    )
    if form.is_valid():
        invited, not_invited = form.changes()
        actions.change_invitations(
            meeting=found, invited=invited, not_invited=not_invited, by=request.user
        )
        messages.success(request, _("Who is invited is saved."))
        return redirect("meeting", pk)
    context = {"form": form, "meeting": found}
    return render(request, "meetings/invitations.html", context, status=status_of(form))
