"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "data_request.received": _("Request of a person about their data received"),
    "data_request.copied": _("Copy of a person's data made"),
    "data_request.seen": _("Copy of a person's data read or taken"),
    "data_request.closed": _("Request of a person about their data answered"),
    "data_request.decided": _("Erasure of a person's data decided"),
    "data_request.erased": _("Data erased at a person's request"),
    "data_request.ended": _("Erasure of a person's data finished"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
