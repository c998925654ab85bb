"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "notification.read": _("A notification was read"),
    "notification.all_read": _("Notifications were marked as read"),
    "notification.choices_changed": _("Somebody chose how to be told of news"),
    "notification.phone_code_sent": _("A code was sent to somebody's own telephone"),
    "notification.phone_code_wrong": _("A wrong code for a telephone was typed"),
    "notification.phone_confirmed": _("Somebody has text messages sent to their telephone"),
    "notification.phone_forgotten": _("Somebody ended text messages to their telephone"),
    "notification.digest_written": _("A daily e-mail was written"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
