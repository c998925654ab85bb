"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "breach.noticed": _("Breach of personal data recorded"),
    "breach.entered": _("Entry about a breach of personal data added"),
    "breach.recalled": _("Reminder that the 72 hours of a breach end soon"),
    "breach.table_taken": _("Who saw what taken as a file"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
