"""A body leaves the agreement in the middle of its work: everything open returns to its sender."""

from casework.partners.models import Organisation
from casework.referrals.actions.steps import end_with_agreement
from casework.referrals.choices import Kind
from casework.referrals.live import live
from casework.referrals.models import Referral
from ostoja.accounts.models import User


def end_open_with(organisation: Organisation, by: User | None) -> int:
    """Answers that it owes expire, work that it has is not achieved; how many there were.

    A case that it coordinates or leads stays where it is: only another body can take it over.
    """
    still_open = Referral.objects.filter(live(), receiver=organisation)
    found = list(still_open.exclude(kind=Kind.HANDOVER).order_by("case", "pk"))
    for referral in found:
        end_with_agreement(referral=referral, by=by)
    return len(found)
