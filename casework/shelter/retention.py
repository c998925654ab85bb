"""What goes with a case when its period has passed: its stays, holds and waiting."""

from collections.abc import Sequence

from casework.cases.models import Case
from casework.shelter.models import BedNight, Hold, Stay, Waiting


def delete_stays(cases: Sequence[Case]) -> None:
    """Before the cases themselves, and before their referrals, for which beds were held."""
    BedNight.objects.filter(case__in=cases).delete()
    Hold.objects.filter(referral__case__in=cases).delete()
    Stay.objects.filter(case__in=cases).delete()
    Waiting.objects.filter(case__in=cases).delete()
