"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.referrals.choices import State
from ostoja.audit import presenters

LABELS = {
    "referral.drafted": _("Referral drafted"),
    "referral.changed": _("Draft of a referral changed"),
    "referral.printed": _("Letter of a referral printed"),
    "referral.appointed": _("First meeting after a referral named"),
    "outside.asked": _("Body outside the system asked for help"),
    "outside.helped": _("Body outside the system helped"),
    "outside.refused": _("Body outside the system did not help"),
    "outside.no_answer": _("Body outside the system did not answer"),
    "outside.printed": _("Letter to a body outside the system printed"),
    "outside.taken_back": _("Request to a body outside the system taken back"),
    "referral.seen": _("Referral seen"),
    "consent.over": _("Last day of a consent passed"),
    "conflict.noted": _("Conflict of interest of a body noted"),
    "conflict.lifted": _("Conflict of interest of a body lifted"),
    "referral.sent_on": _("Referral that came back sent on to another body"),
    "referral.escalated": _("Supervisor told of a referral that came back and waits"),
    "referral.rules_changed": _("Rules of referrals changed"),
    "referral.link_sent": _("Link to answer a referral sent"),
    "referral.link_asked": _("New link to answer a referral asked for"),
    "referral.clock_recalled": _("Reminder that the time to answer a referral ends"),
    "referral.acknowledged": _("Return of a referral noted"),
    f"referral.{State.SENT}": _("Referral sent"),
    f"referral.{State.CONSIDERED}": _("Referral under consideration"),
    f"referral.{State.ACCEPTED}": _("Referral accepted"),
    f"referral.{State.IN_PROGRESS}": _("Work on a referral begun"),
    f"referral.{State.COMPLETED}": _("Referral completed"),
    f"referral.{State.NOT_ACHIEVED}": _("Referral not achieved"),
    f"referral.{State.DECLINED}": _("Referral declined"),
    f"referral.{State.EXPIRED}": _("Referral expired"),
    f"referral.{State.WITHDRAWN}": _("Referral withdrawn"),
}


def register_all() -> None:
    """Called when the app starts. Its case is the event's subject, so it needs no own name."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
