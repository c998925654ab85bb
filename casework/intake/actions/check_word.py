"""What came of asking for the check word."""

from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake.actions.rows import locked, noted
from casework.intake.chat import hints
from casework.intake.desk.check_word import check_word_of
from casework.intake.models import CheckWordAsked, Conversation
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def note_check_word(*, conversation: Conversation, was_right: bool, by: User) -> CheckWordAsked:
    """It was right, or it was not; the same answer again is noted once in a talk.

    Raises ``NotAllowed`` where no check word is to be asked for.
    """
    row = locked(conversation)
    asked = check_word_of(row)
    if asked is None:
        raise NotAllowed(_("There is no check word to ask for now."))
    if asked.last is not None and asked.last.was_right == was_right:
        noted("submission.repeated", row, by)
        return asked.last
    found = CheckWordAsked.objects.create(conversation=row, was_right=was_right, asked_by=by)
    noted(
        "conversation.check_word_right" if was_right else "conversation.check_word_wrong", row, by
    )
    hints.changed(row)
    return found
