"""Everything that changes a referral. Which step is possible stands in ``workflow``."""

from casework.referrals.actions.answers import (
    accept,
    complete,
    consider,
    decline,
    expire,
    fail,
    send,
    start,
    withdraw,
)
from casework.referrals.actions.steps import acknowledge, move, recall_clock, resume
from casework.referrals.actions.writing import (
    Letter,
    change_draft,
    draft_and_send,
    save_draft,
    says,
)

__all__ = [
    "Letter",
    "accept",
    "acknowledge",
    "change_draft",
    "complete",
    "consider",
    "decline",
    "draft_and_send",
    "expire",
    "fail",
    "move",
    "recall_clock",
    "resume",
    "save_draft",
    "says",
    "send",
    "start",
    "withdraw",
]
