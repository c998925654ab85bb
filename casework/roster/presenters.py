"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.roster.models import DutyPlace, Shift
from ostoja.audit import presenters

LABELS = {
    "duty_place.added": _("Place of duty added"),
    "duty_place.sent_again": _("Place of duty sent twice; nothing was added"),
    "duty_place.changed": _("Place of duty changed"),
    "shift.planned": _("Duty planned"),
    "shift.sent_again": _("Duty sent twice; nothing was added"),
    "shift.changed": _("Duty changed"),
    "shift.removed": _("Duty removed"),
    "shifts.planned": _("Duties made from what repeats"),
    "shifts.given_back": _("Duties given back"),
    "swap.asked": _("Swap of duties asked for"),
    "swap.sent_again": _("Swap of duties sent twice; nothing was added"),
    "swap.agreed": _("Swap of duties agreed; it waits for approval"),
    "swap.done": _("Duties swapped"),
    "swap.declined": _("Swap of duties declined"),
    "swap.withdrawn": _("Swap of duties withdrawn"),
    "swap.refused": _("Swap of duties not approved"),
    "swaps.ended": _("Open swaps of duties ended, since somebody left"),
    "absence.added": _("Absence noted"),
    "absence.sent_again": _("Absence sent twice; nothing was added"),
    "absence.removed": _("Absence removed"),
    "gap.warned": _("People warned of a time without anybody on duty"),
    "gap.closed": _("Time without anybody on duty filled or over"),
    "calendar_feed.made": _("Private calendar address made"),
    "calendar_feed.renewed": _("Private calendar address made anew"),
    "calendar_feed.revoked": _("Private calendar address withdrawn"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("roster.dutyplace", names_of_places)
    presenters.register_names("roster.shift", names_of_shifts)


def names_of_places(ids: set[str]) -> dict[str, str]:
    """Places by what they are called."""
    return {str(one.pk): str(one) for one in DutyPlace.objects.filter(pk__in=ids)}


def names_of_shifts(ids: set[str]) -> dict[str, str]:
    """Shifts by place and time."""
    found = Shift.objects.filter(pk__in=ids).select_related("place")
    return {str(one.pk): str(one) for one in found}
