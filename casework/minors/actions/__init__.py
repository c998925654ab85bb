"""All writes of this room, one module a topic."""

from casework.minors.actions.adopting import adopt, discard
from casework.minors.actions.editing import (
    add_annex,
    add_file,
    add_standards,
    begin_draft,
    change_annex,
    change_draft,
    remove_annex,
    remove_file,
)
from casework.minors.actions.interventions import (
    add_entry,
    change_circle,
    close_card,
    note_view,
    open_card,
    reopen_card,
)
from casework.minors.actions.people import (
    confirm_reading,
    end_duty,
    name_responsible,
    recall_reading,
    recall_review,
    record_review,
)

__all__ = [
    "add_annex",
    "add_entry",
    "add_file",
    "add_standards",
    "adopt",
    "begin_draft",
    "change_annex",
    "change_circle",
    "change_draft",
    "close_card",
    "confirm_reading",
    "discard",
    "end_duty",
    "name_responsible",
    "note_view",
    "open_card",
    "recall_reading",
    "recall_review",
    "record_review",
    "remove_annex",
    "remove_file",
    "reopen_card",
]
