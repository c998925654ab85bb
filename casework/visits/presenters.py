"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "visit.planned": _("Outreach visit planned"),
    "visit.changed": _("Plan of an outreach visit changed"),
    "visit.seen": _("Outreach visit seen"),
    "visit.checked_in": _("Workers of an outreach visit are at the door"),
    "visit.checked_in_before": _("Workers were at the door already"),
    "visit.extended": _("More time taken for an outreach visit"),
    "visit.checked_out": _("Workers of an outreach visit are out again"),
    "visit.checked_out_before": _("Workers were out again already"),
    "visit.help_asked": _("Help asked for on an outreach visit"),
    "visit.worker_left": _("Somebody who left does not go on an outreach visit"),
    "visit.watched": _("The clock looked after an outreach visit"),
    "visit.alarm_raised": _("Alarm of an outreach visit raised"),
    "visit.alarm_seen": _("Alarm of an outreach visit read by a program"),
    "visit.alarm_taken": _("Alarm of an outreach visit taken"),
    "visit.alarm_taken_before": _("Alarm of an outreach visit was taken already"),
    "visit.alarm_closed": _("Alarm of an outreach visit closed"),
    "visit.settings_changed": _("Minutes of the alarm for outreach visits changed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
