"""Everything that changes playbooks, and what runs in cases; one module a topic."""

from casework.playbooks.actions.editing import (
    add_playbook,
    add_step,
    begin_draft,
    change_draft,
    change_step,
    move_step,
    remove_step,
)
from casework.playbooks.actions.publishing import approve, discard, publish, switch
from casework.playbooks.actions.running import start_run, stop_run, tell_of_duty

__all__ = [
    "add_playbook",
    "add_step",
    "approve",
    "begin_draft",
    "change_draft",
    "change_step",
    "discard",
    "move_step",
    "publish",
    "remove_step",
    "start_run",
    "stop_run",
    "switch",
    "tell_of_duty",
]
