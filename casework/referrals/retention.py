"""What goes with a case when its period has passed."""

from collections.abc import Sequence

from casework.cases.models import Case
from casework.referrals.models import OutsideReferral, Referral


def delete_referrals(cases: Sequence[Case]) -> None:
    """Before the cases themselves: a referral protects the need that it names."""
    Referral.objects.filter(case__in=cases).delete()
    OutsideReferral.objects.filter(case__in=cases).delete()
