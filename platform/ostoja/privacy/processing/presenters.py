"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "processing.controller_added": _("Body that decides about data added"),
    "processing.controller_changed": _("Body that decides about data changed"),
    "processing.controller_removed": _("Body that decides about data removed"),
    "processing.activity_changed": _("Register of processing changed"),
    "processing.assessment_changed": _("Impact assessment changed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
