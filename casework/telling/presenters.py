"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "telling.raised": _("Something is to be told to the person of a case"),
    "telling.dropped": _("It need not be told to the person any more"),
    "telling.seen": _("What is to be told to the person was seen"),
    "telling.told": _("The person was told"),
    "telling.tried": _("Somebody tried to tell the person"),
    "telling.put_off": _("Telling the person was put off to another day"),
    "telling.not_told": _("Noted why the person is not told"),
    "telling.reminded": _("Those who hold the case were reminded to tell the person"),
    "telling.reminded_before": _("There was nothing to remind of any more"),
    "telling.notice_prepared": _("Neutral message to the person prepared"),
    "telling.notice_stopped": _("Neutral message to the person did not leave"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
