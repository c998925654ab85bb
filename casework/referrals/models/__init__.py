"""How work passes from one body to another, one file for each entity."""

from casework.referrals.models.answer_link import AnswerLink
from casework.referrals.models.conflict import Conflict
from casework.referrals.models.outside import OutsideReferral, ReferralAppointment
from casework.referrals.models.referral import Referral, ReferralGroupObjectPermission
from casework.referrals.models.rules import ReferralRules
from casework.referrals.models.step import Step

__all__ = [
    "AnswerLink",
    "Conflict",
    "OutsideReferral",
    "Referral",
    "ReferralAppointment",
    "ReferralGroupObjectPermission",
    "ReferralRules",
    "Step",
]
