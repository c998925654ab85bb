"""A report with all that a person can tell, the canary in each word of it."""

from uuid import UUID

from casework.intake.actions import receive_report
from casework.intake.models import Conversation, EntryPoint, Mailbox
from casework.partners.models import Need


def told_report(submission: UUID, canary: str, point: EntryPoint, need: Need) -> Conversation:
    """From a child, who says how to be reached."""
    conversation, _is_new = receive_report(
        submission=submission,
        text=canary,
        language="pl",
        entry_point=point,
        is_minor=True,
        needs=[need],
        safe_contact={"may_call": "yes", "ask_for": canary, "check_word": canary, "note": canary},
    )
    return conversation


def make_mailbox(canary: str) -> Mailbox:
    """The city's mailbox, at which nobody answers."""
    return Mailbox.objects.create(
        address="pomoc@city.example", host="127.0.0.1", port=1, username=canary, password="secret"
    )
