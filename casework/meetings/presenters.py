"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.meetings.models import Meeting
from ostoja.audit import presenters

LABELS = {
    "meeting.logged": _("Meeting added"),
    "meeting.sent_again": _("Meeting sent twice; nothing was added"),
    "meeting.changed": _("Meeting changed"),
    "meeting.attendance_noted": _("Who came to a meeting noted"),
    "meeting.invitations_changed": _("Who is invited to a meeting changed"),
    "outcome.added": _("Outcome of a meeting added"),
    "outcome.sent_again": _("Outcome of a meeting sent twice; nothing was added"),
    "outcome.changed": _("Outcome of a meeting changed"),
    "outcome.done": _("Outcome of a meeting closed as done"),
    "outcome.dropped": _("Outcome of a meeting dropped"),
    "outcome.postponed": _("Outcome of a meeting postponed"),
    "outcome.recalled": _("Outcome of a meeting recalled: it is due"),
    "outcome.reopened": _("Outcome of a meeting opened again"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("meetings.meeting", names_of_meetings)


def names_of_meetings(ids: set[str]) -> dict[str, str]:
    """Meetings by what they are called, and the day."""
    return {str(one.pk): f"{one}, {one.day:%d.%m.%Y}" for one in Meeting.objects.filter(pk__in=ids)}
