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


def _stays(kept: Case, merged: Case) -> list[str]:
    return [str(pk) for pk in Stay.objects.filter(case=merged).values_list("pk", flat=True)]


def _nights_back(kept: Case, merged: Case, stays: list[str]) -> None:
    """A stay that was prolonged since takes its new nights along."""
    theirs = Stay.objects.filter(pk__in=stays)
    BedNight.objects.filter(case=kept, stay__in=theirs).update(case=merged)


def register_all() -> None:
    """Called when the app starts. The stays are counted here before they move."""
    merging.register("shelter", merging.Mover(_stays, _nights_back, _obstacle))
    for model in (Stay, BedNight, Waiting):
        merging.follow(model)
