"""A playbook with its editions and steps, and how it runs in a case."""

from casework.playbooks.models.playbook import Edition, Playbook, PlaybookStep
from casework.playbooks.models.run import PlaybookRun, RunStep

__all__ = ["Edition", "Playbook", "PlaybookRun", "PlaybookStep", "RunStep"]
