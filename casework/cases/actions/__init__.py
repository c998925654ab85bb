"""Everything that changes a case; one module a topic."""

from casework.cases.actions.changing import add_note, change_case
from casework.cases.actions.consents import record_consent, withdraw_consent
from casework.cases.actions.ending import close_case, reopen_case
from casework.cases.actions.lists import change_list, export_cases, remove_list, save_list
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.actions.merging import merge_cases, separate_cases
from casework.cases.actions.needs import reopen_need, settle_need
from casework.cases.actions.numbering import change_numbering
from casework.cases.actions.opening import CaseFacts, open_case
from casework.cases.actions.restricting import break_glass, restrict_case
from casework.cases.actions.searching import renew_terms
from casework.cases.actions.workers import assign_case, release_case, set_urgency, take_case

__all__ = [
    "CaseFacts",
    "add_note",
    "assign_case",
    "break_glass",
    "change_case",
    "change_list",
    "change_numbering",
    "close_case",
    "export_cases",
    "locked_case",
    "merge_cases",
    "open_case",
    "record_consent",
    "refuse_closed",
    "release_case",
    "remove_list",
    "renew_terms",
    "reopen_case",
    "reopen_need",
    "restrict_case",
    "save_list",
    "sent_before",
    "separate_cases",
    "set_urgency",
    "settle_need",
    "take_case",
    "withdraw_consent",
]
