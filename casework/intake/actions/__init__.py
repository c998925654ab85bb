"""Everything that changes conversations and entry points; one module a topic."""

from casework.intake.actions.belonging import attach_to_case, link_same_person
from casework.intake.actions.chat import end_chat, enter_chat, leave_chat, say
from casework.intake.actions.check_word import note_check_word
from casework.intake.actions.conversations import (
    answer,
    claim,
    close,
    receive_report,
    release,
    write_again,
)
from casework.intake.actions.danger import (
    begin_danger,
    end_danger,
    note_emergency_call,
    tick_danger,
)
from casework.intake.actions.desk import (
    add_canned_reply,
    change_canned_reply,
    change_desk_settings,
    come_back,
    go_on_break,
    remove_canned_reply,
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
from casework.intake.actions.limits import OverLimit
from casework.intake.actions.opening_cases import open_case_from
from casework.intake.actions.own_limit import set_own_limit
from casework.intake.actions.passing_on import pass_on
from casework.intake.actions.quiet import keep_quiet, lift_quiet
from casework.intake.actions.risks import set_risk, withdraw_risk
from casework.intake.actions.rows import HeldBySomebodyElse
from casework.intake.actions.side_thread import call_for_help, say_coming, write_aside

__all__ = [
    "AddressTaken",
    "HeldBySomebodyElse",
    "OverLimit",
    "add_canned_reply",
    "add_entry_point",
    "answer",
    "attach_to_case",
    "begin_danger",
    "call_for_help",
    "change_canned_reply",
    "change_desk_settings",
    "change_entry_point",
    "claim",
    "close",
    "come_back",
    "end_chat",
    "end_danger",
    "enter_chat",
    "free_code",
    "go_on_break",
    "keep_quiet",
    "leave_chat",
    "lift_quiet",
    "link_same_person",
    "note_check_word",
    "note_emergency_call",
    "open_case_from",
    "pass_on",
    "read_duties",
    "receive_report",
    "release",
    "remove_canned_reply",
    "restore_entry_point",
    "say",
    "say_coming",
    "set_own_limit",
    "set_risk",
    "tick_danger",
    "withdraw_entry_point",
    "withdraw_risk",
    "write_again",
    "write_aside",
]
