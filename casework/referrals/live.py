"""What has not ended: somebody owes an answer, or works on it.

A transfer that was accepted has ended, though its state is the one in which a referral is worked
on: the lead has changed, and no step leads on from there (see ``workflow``).
"""

from django.db.models import Q

from casework.referrals.choices import AWAITING, LIVE, Kind
from casework.referrals.models import Referral


def live(prefix: str = "") -> Q:
    """For a query; ``prefix`` leads to the referral, as in ``referrals__``. It says only what is,
    so that it holds of one row where there are many.
    """
    transfer = Q(**{f"{prefix}kind": Kind.TRANSFER, f"{prefix}state__in": AWAITING})
    kinds = (Kind.HANDOVER, Kind.REFERRAL)
    return transfer | Q(**{f"{prefix}kind__in": kinds, f"{prefix}state__in": LIVE})


def is_live(referral: Referral) -> bool:
    """The same of one that was read."""
    return referral.state in (AWAITING if referral.kind == Kind.TRANSFER else LIVE)
