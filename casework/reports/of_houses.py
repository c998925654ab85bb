"""Beds, nights and people in the houses, counted."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.intake.figures.periods import Period
from casework.reports.counting import Counts, counted, summed
from casework.reports.tables import Sheet
from casework.shelter.choices import Destination
from casework.shelter.models import BedNight, Facility, Stay


def nights(periods: Sequence[Period], body: UUID | None = None) -> list[Sheet]:
    """Nights slept and people admitted, by house: three questions and one for their names.

    Which beds are taken stands on each house's board, whoever lies there (decision 0064), so
    stays of all cases are counted. A house is hidden by the households that were there, since
    thirty nights may be one person.
    """
    slept = BedNight.objects.filter(stay__isnull=False, night__lte=timezone.localdate())
    stays = Stay.objects.exclude(destination=Destination.MISTAKE)
    if body is not None:
        slept = slept.filter(bed__facility__organisation=body)
        stays = stays.filter(facility__organisation=body)
    house = "bed__facility"
    taken = _as_text(counted(slept, house, "night", periods, days=True))
    homes = _as_text(counted(slept, house, "night", periods, of="stay", distinct=True, days=True))
    came = _as_text(summed(stays, "facility", "people", "started_on", periods))
    names = _names({*taken, *came})
    return [
        Sheet(
            "nights",
            _("Nights slept, by house"),
            _("House"),
            names,
            taken,
            _("One person in one night is one. Nights that have not come yet are not counted."),
            stands_for=homes,
        ),
        Sheet("admitted", _("People admitted, by house"), _("House"), names, came),
    ]


def _as_text(counts: Counts) -> Counts:
    return {str(key): numbers for key, numbers in counts.items()}


def _names(keys: set[str]) -> dict[str, str]:
    return {str(one.pk): one.name for one in Facility.objects.filter(pk__in=keys)}
