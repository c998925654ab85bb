"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "meeting.logged": _("Meeting logged"),
    "meeting.changed": _("Meeting changed"),
    "meeting.attendance_noted": _("Attendance at a meeting noted"),
    "meeting.sent_again": _("Meeting sent twice; nothing was added"),
    "outcome.added": _("Outcome added"),
    "outcome.changed": _("Outcome changed"),
    "outcome.done": _("Outcome done"),
    "outcome.dropped": _("Outcome dropped"),
    "outcome.postponed": _("Outcome carried over"),
    "outcome.reopened": _("Outcome opened again"),
    "outcome.sent_again": _("Outcome sent twice; nothing was added"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
