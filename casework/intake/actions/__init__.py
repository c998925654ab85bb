"""Everything that changes conversations and entry points; one module a topic."""

from casework.intake.actions.chat import end_chat, enter_chat, leave_chat, say
from casework.intake.actions.conversations import (
    HeldBySomebodyElse,
    answer,
    claim,
    close,
    open_case_from,
    receive_report,
    release,
    write_again,
)
from casework.intake.actions.duties import read_duties
from casework.intake.actions.entry_points import (
    AddressTaken,
    add_entry_point,
    change_entry_point,
    free_code,
    restore_entry_point,
    withdraw_entry_point,
)

__all__ = [
    "AddressTaken",
    "HeldBySomebodyElse",
    "add_entry_point",
    "answer",
    "change_entry_point",
    "claim",
    "close",
    "end_chat",
    "enter_chat",
    "free_code",
    "leave_chat",
    "open_case_from",
    "read_duties",
    "receive_report",
    "release",
    "restore_entry_point",
    "say",
    "withdraw_entry_point",
    "write_again",
]
