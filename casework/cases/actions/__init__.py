"""Everything that changes a case; one module a topic."""

from casework.cases.actions.changing import add_note, change_case
from casework.cases.actions.consents import record_consent, withdraw_consent
from casework.cases.actions.ending import close_case, reopen_case
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.actions.needs import reopen_need, settle_need
from casework.cases.actions.opening import CaseFacts, open_case
from casework.cases.actions.searching import renew_terms
from casework.cases.actions.workers import release_case, take_case

__all__ = [
    "CaseFacts",
    "add_note",
    "change_case",
    "close_case",
    "locked_case",
    "open_case",
    "record_consent",
    "refuse_closed",
    "release_case",
    "renew_terms",
    "reopen_case",
    "reopen_need",
    "sent_before",
    "settle_need",
    "take_case",
    "withdraw_consent",
]
