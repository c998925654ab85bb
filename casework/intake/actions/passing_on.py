"""A conversation is passed on to a colleague, or back to the queue, with a note."""

from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake import notices
from casework.intake.actions.limits import answered_alone
from casework.intake.actions.rows import locked, noted
from casework.intake.chat import hints
from casework.intake.choices import ConversationState
from casework.intake.desk import notices as desk_notices
from casework.intake.desk.news import tell_inbox
from casework.intake.desk.selectors import is_paused, limit_of
from casework.intake.models import Conversation, PassingOn
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit import action

IN_HANDS = (ConversationState.WAITING, ConversationState.CLAIMED, ConversationState.ANSWERED)


@action
def pass_on(
    *, conversation: Conversation, version: int, receiver: User | None, note: str, by: User
) -> PassingOn:
    """Give it to this colleague, or without one back to the queue; sent again, it is once.

    Raises ``StaleObject`` where somebody wrote or did something since ``version``, and
    ``NotAllowed`` where the colleague cannot take it now: the message says why.
    """
    row = locked(conversation)
    last = row.passings.last()
    if last is not None and _is_the_same(last, receiver, note, by) and row.version == version + 1:
        noted("submission.repeated", row, by)
        return last
    if row.version != version:
        raise StaleObject(row)
    _check(row, receiver)
    passing = PassingOn.objects.create(
        conversation=row,
        giver=by,
        receiver=receiver,
        to_queue=receiver is None,
        note=note,
        after_number=row.last_number,
    )
    _give(row, receiver, by)
    noted("conversation.passed_on", row, by, to=str(receiver.pk) if receiver else "queue")
    desk_notices.passed_on(passing, by=by)
    tell_inbox()
    return passing


def _is_the_same(last: PassingOn, receiver: User | None, note: str, by: User) -> bool:
    given = receiver.pk if receiver else None
    return (last.giver_id, last.receiver_id, last.note) == (by.pk, given, note)


def _give(row: Conversation, receiver: User | None, by: User) -> None:
    """Somebody who waits goes on waiting since the same moment, whoever answers."""
    if receiver is None:
        row.state = ConversationState.WAITING
    elif row.state == ConversationState.WAITING:
        row.state = ConversationState.CLAIMED
    row.claimed_by = receiver
    row.version += 1
    row.save()
    hints.changed(row)
    if row.state != ConversationState.ANSWERED:
        notices.moved(row, by=by)


def _check(row: Conversation, receiver: User | None) -> None:
    if row.state not in IN_HANDS:
        raise NotAllowed(_("The conversation is closed. It comes back when the person writes."))
    if receiver is not None:
        _check_receiver(row, receiver)
    elif row.state != ConversationState.CLAIMED:
        raise NotAllowed(_("Nobody holds it who could put it back in the queue."))


def _check_receiver(row: Conversation, receiver: User) -> None:
    """Reads people as they are now: somebody may have left since the page was shown."""
    held, name = answered_alone(receiver), {"name": receiver}
    if not receiver.is_active or not holds(receiver, Permission.CONVERSATION_ANSWER):
        raise NotAllowed(_("%(name)s does not answer conversations any more. Choose again.") % name)
    if row.state != ConversationState.WAITING and row.claimed_by_id == receiver.pk:
        raise NotAllowed(_("%(name)s has this conversation already.") % name)
    if is_paused(receiver):
        raise NotAllowed(_("%(name)s is on a break. Choose somebody else.") % name)
    if held >= limit_of(receiver):
        full = _("%(name)s answers %(number)d conversations already. Choose somebody else.")
        raise NotAllowed(full % {**name, "number": held})
