"""Stays, their nights and places on the waiting list, when two cases of a person become one."""

from django.db.models import Q
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


def _settle(kept: Case, merged: Case) -> None:
    """Each night belongs to the case of its stay or hold, also one that was given in between."""
    for case in (kept, merged):
        owned = Q(stay__case=case) | Q(hold__referral__case=case)
        astray = BedNight.objects.filter(owned).exclude(case=case)
        BedNight.objects.filter(pk__in=astray.values("pk")).update(case=case)


def register_all() -> None:
    """Called when the app starts."""
    nights = merging.Mover(
        lambda kept, merged: [], lambda kept, merged, moved: None, _obstacle, _settle
    )
    merging.register("shelter", nights, BedNight)
    for model in (Stay, Waiting):
        merging.follow(model)
