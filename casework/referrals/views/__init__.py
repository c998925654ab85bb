"""Pages of referrals: the desk, one referral and its steps, and writing a new one."""

from casework.referrals.views.desk import referral, referral_workflow, referrals
from casework.referrals.views.steps import referral_acknowledge, referral_move
from casework.referrals.views.writing import (
    case_hand_over,
    case_refer,
    case_transfer,
    referral_edit,
)

__all__ = [
    "case_hand_over",
    "case_refer",
    "case_transfer",
    "referral",
    "referral_acknowledge",
    "referral_edit",
    "referral_move",
    "referral_workflow",
    "referrals",
]
