"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "notification.read": _("A notification was read"),
    "notification.all_read": _("Notifications were marked as read"),
    "notification.choices_changed": _("Somebody chose how to be told of news"),
    "notification.digest_written": _("A daily e-mail was written"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
