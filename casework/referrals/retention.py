"""What goes with a case when its period has passed."""

from casework.cases.models import Case


def delete_referrals(case: Case) -> None:
    """Before the case itself: a referral protects the need that it names."""
    case.referrals.all().delete()
