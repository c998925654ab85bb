"""Old and new data, as the tests of retention need them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from casework.cases.actions import add_note
from casework.cases.models import Case
from casework.intake.actions import receive_report
from casework.intake.models import Conversation, Message
from casework.referrals.choices import Kind, State
from ostoja.privacy.retention.actions import ask_for_run, carry_out_run
from ostoja.privacy.retention.classes import RetentionClass, class_named
from ostoja.privacy.retention.models import RetentionRun
from tests.casework.referrals.situations import in_state
from tests.cast import Cast


def kind(key: str) -> RetentionClass:
    """The class with this key, which must be there."""
    found = class_named(key)
    assert found is not None
    return found


def run() -> RetentionRun:
    """Ask for a run and carry it out at once."""
    started = ask_for_run(by=None)
    carry_out_run(started)
    started.refresh_from_db()
    return started


def closed_case(cast: Cast, days_ago: int) -> Case:
    """A case with a referral, a note and a conversation, closed so many days ago."""
    case = in_state(cast, Kind.REFERRAL, State.COMPLETED).case
    add_note(
        submission=uuid4(),
        case=case,
        text="Notatka",
        visibility="own",
        group=cast.centre.group,
        by=cast.consultant,
    )
    Conversation.objects.filter(pk=report(0).pk).update(case=case)
    closed_at = timezone.now() - timedelta(days=days_ago)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=closed_at)
    return Case.objects.get(pk=case.pk)


def report(days_ago: int, state: str = "closed") -> Conversation:
    """A report whose last message is so many days old."""
    conversation, _ = receive_report(submission=uuid4(), text="Co się stało", language="pl")
    then = timezone.now() - timedelta(days=days_ago)
    Message.objects.filter(conversation=conversation).update(created_at=then)
    if state != "waiting":
        Conversation.objects.filter(pk=conversation.pk).update(state=state, waiting_since=None)
    return conversation
