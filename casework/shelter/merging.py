"""Stays, their nights and places on the waiting list, when two cases of a person become one."""

from django.utils.translation import gettext as _

from casework.cases import merging
from casework.cases.models import Case
from casework.shelter.models import BedNight, Stay, Waiting


def _obstacle(kept: Case, merged: Case) -> str:
    """One person sleeps in one bed and waits once."""
    both = [kept, merged]
    if Stay.objects.filter(case__in=both, ended_on=None).count() > 1:
        return _("Both cases have a stay that goes on. End one of them first.")
    if Waiting.objects.filter(case__in=both, ended_at=None).count() > 1:
        return _("Both cases wait for a bed. Take one off the waiting list first.")
    nights = BedNight.objects.filter(case=merged, stay__isnull=False).values("night")
    if BedNight.objects.filter(case=kept, stay__isnull=False, night__in=nights).exists():
        return _("Both cases slept in a bed in the same night, so they may be two people.")
    return ""


def register_all() -> None:
    """Called when the app starts."""
    nothing = merging.Mover(lambda kept, merged: [], lambda kept, merged, moved: None, _obstacle)
    merging.register("shelter", nothing)
    for model in (Stay, BedNight, Waiting):
        merging.follow(model)
