"""Pages of referrals: the desk, one referral and its steps, and writing a new one."""

from casework.referrals.views.appointment import referral_appointment
from casework.referrals.views.conflicts import conflict_lift, conflict_new
from casework.referrals.views.desk import referral, referral_workflow, referrals
from casework.referrals.views.letter import referral_letter
from casework.referrals.views.onward import referral_rules, referral_send_on
from casework.referrals.views.outside import case_outside, case_outside_letter, case_outside_new
from casework.referrals.views.steps import referral_acknowledge, referral_link, referral_move
from casework.referrals.views.why_not import case_refer_why_not
from casework.referrals.views.writing import (
    case_hand_over,
    case_refer,
    case_transfer,
    referral_edit,
)

__all__ = [
    "case_hand_over",
    "case_outside",
    "case_outside_letter",
    "case_outside_new",
    "case_refer",
    "case_refer_why_not",
    "case_transfer",
    "conflict_lift",
    "conflict_new",
    "referral",
    "referral_acknowledge",
    "referral_appointment",
    "referral_edit",
    "referral_letter",
    "referral_link",
    "referral_move",
    "referral_rules",
    "referral_send_on",
    "referral_workflow",
    "referrals",
]
