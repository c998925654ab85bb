"""What becomes of a call for help that nobody has answered when its conversation ends."""

from django.utils import timezone

from casework.intake.desk.news import tell_called
from casework.intake.desk.notices import HELP_NOW
from casework.intake.models import Conversation
from ostoja.notifications.telling import settle


def end_call(row: Conversation) -> None:
    """Nobody need come any more: ``coming`` stays empty. The caller holds the lock and records."""
    ended = row.help_calls.filter(coming_at=None).update(coming_at=timezone.now())
    if ended:
        settle(HELP_NOW, about=row.pk)
        tell_called()
