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
from casework.referrals.actions.appointments import move_and_meet
from casework.referrals.actions.conflicts import lift_conflict, note_conflict
from casework.referrals.actions.consents import end_over_consent
from casework.referrals.actions.linked import (
    LinkSpent,
    answer_by_link,
    ask_for_another,
    look_by_link,
    renew_link,
)
from casework.referrals.actions.onward import change_rules, escalate, send_on
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
    "LinkSpent",
    "accept",
    "acknowledge",
    "answer_by_link",
    "ask_for_another",
    "change_draft",
    "change_rules",
    "complete",
    "consider",
    "decline",
    "draft_and_send",
    "end_over_consent",
    "escalate",
    "expire",
    "fail",
    "lift_conflict",
    "look_by_link",
    "move",
    "move_and_meet",
    "note_conflict",
    "recall_clock",
    "renew_link",
    "resume",
    "save_draft",
    "says",
    "send",
    "send_on",
    "start",
    "withdraw",
]
