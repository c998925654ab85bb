"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "retention.period_set": _("Period of keeping data set"),
    "retention.held": _("Record kept back from deletion"),
    "retention.hold_lifted": _("Record no longer kept back from deletion"),
    "retention.run": _("Deletion of data begun"),
    "retention.deleted": _("Data deleted after their period"),
    "retention.ended": _("Deletion of data ended"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
