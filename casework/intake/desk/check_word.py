"""The check word on later talks: whoever holds the code now may not be who wrote at first.

The word is asked for in each live talk that does not belong to the sitting in which the person
chose it, once, by whoever answers; staff listen and judge (decision 0045).
"""

from dataclasses import dataclass
from datetime import timedelta

from casework.intake.chat import presence
from casework.intake.models import CheckWordAsked, Conversation
from casework.intake.safe_contact import safe_contact_of

SAME_SITTING = timedelta(minutes=30)
"""A talk that begins so soon after the report is held by whoever wrote it."""


@dataclass(frozen=True, slots=True)
class CheckWord:
    """``word`` as the person chose it. ``last``: how it was answered in this talk, if it was."""

    word: str
    last: CheckWordAsked | None = None

    @property
    def is_right(self) -> bool:
        """Whether this talk may go on as with the person."""
        return self.last is not None and self.last.was_right


def is_later_talk(conversation: Conversation) -> bool:
    """Whether somebody is there who came after the sitting in which the report was written."""
    since = conversation.chat_since
    if since is None or not presence.is_there(conversation):
        return False
    return since - conversation.created_at > SAME_SITTING


def check_word_of(conversation: Conversation) -> CheckWord | None:
    """The check word to ask for in the talk that goes on; None where there is none to ask for."""
    if not is_later_talk(conversation):
        return None
    rules = safe_contact_of(conversation)
    if rules is None or not rules.check_word:
        return None
    since = conversation.chat_since
    answers = CheckWordAsked.objects.filter(conversation=conversation, at__gte=since)
    return CheckWord(rules.check_word, answers.select_related("asked_by").last())


def awaits_check_word(conversation: Conversation) -> bool:
    """Whether nothing of what was written may be repeated now to whoever is in the talk."""
    asked = check_word_of(conversation)
    return asked is not None and not asked.is_right
