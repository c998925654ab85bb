"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from casework.shelter.models import Bed, Facility
from ostoja.audit import presenters

LABELS = {
    "facility.added": _("House added"),
    "facility.sent_again": _("House sent twice; nothing was added"),
    "facility.changed": _("House changed"),
    "bed.added": _("Bed added"),
    "bed.changed": _("Bed changed"),
    "bed.closed": _("Bed taken out of service"),
    "bed.closed_again": _("Bed was out of service already"),
    "bed.reopened": _("Bed put back into service"),
    "stay.seen": _("Stay seen"),
    "board.seen": _("Board of a house seen with names"),
    "stay.admitted": _("Somebody admitted to a house"),
    "stay.moved": _("Beds of a stay changed"),
    "stay.extended": _("Stay extended"),
    "stay.leaving": _("Leaving decided before the limit of a stay"),
    "stay.moving_on": _("Moving on decided before the limit of a stay"),
    "stay.ended": _("Somebody discharged from a house"),
    "stay.warned": _("People warned of the limit of a stay"),
    "stay.ran_over": _("Stay has run over; the beds are kept"),
    "hold.made": _("Bed held for a referral"),
    "hold.ended": _("Bed not held any more"),
    "hold.ended_before": _("Bed was not held any more already"),
    "waiting.begun": _("Case put on the waiting list for a bed"),
    "waiting.ended": _("Case taken off the waiting list for a bed"),
    "waiting.ended_before": _("Case was off the waiting list already"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("shelter.facility", names_of_houses)
    presenters.register_names("shelter.bed", names_of_beds)


def names_of_houses(ids: set[str]) -> dict[str, str]:
    """Houses by what they are called."""
    return {str(one.pk): str(one) for one in Facility.objects.filter(pk__in=ids)}


def names_of_beds(ids: set[str]) -> dict[str, str]:
    """Beds by name and house."""
    found = Bed.objects.filter(pk__in=ids).select_related("facility")
    return {str(one.pk): f"{one}, {one.facility}" for one in found}
