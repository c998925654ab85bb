"""What staff say to each other about a conversation, and the call for help."""

from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import sent_before
from casework.cases.refusal import NotAllowed
from casework.intake.actions.rows import locked, noted
from casework.intake.actions.sending import changed_id
from casework.intake.desk import notices as desk_notices
from casework.intake.desk.news import tell_called, tell_inbox
from casework.intake.models import Conversation, HelpCall, SideMessage
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def write_aside(
    *, conversation: Conversation, submission: UUID, text: str, by: User
) -> SideMessage:
    """Say something to the colleagues about a conversation; sent again, it is the same word.

    With other words it is another one: whoever went back and changed them loses nothing.
    """
    row = locked(conversation)
    own_id = uuid5(row.pk, f"aside {submission}")
    first = row.side_messages.filter(submission=own_id).first()
    if first is not None and first.text != text:
        own_id = changed_id(own_id, text, ())
    first = sent_before(row.side_messages.all(), own_id, by=by)
    if first is not None:
        return first
    message = add_aside(row, own_id, text, by)
    noted("conversation.written_aside", row, by, number=message.number)
    desk_notices.written_aside(row, message, by=by)
    tell_inbox()  # the page of these words listens to the same hint
    return message


def add_aside(row: Conversation, own_id: UUID, text: str, by: User) -> SideMessage:
    """The next message; the caller holds the conversation's lock and records."""
    last = row.side_messages.order_by("-number").values_list("number", flat=True).first()
    return SideMessage.objects.create(
        submission=own_id, conversation=row, number=(last or 0) + 1, staff=by, text=text
    )


@action
def call_for_help(*, conversation: Conversation, by: User) -> HelpCall:
    """Tell the supervisors on duty at once; asked again before one comes, it is the same call."""
    row = locked(conversation)
    open_call = row.help_calls.filter(coming_at=None).first()
    if open_call is not None:
        noted("submission.repeated", row, by)
        return open_call
    call = HelpCall.objects.create(conversation=row, asked_by=by)
    noted("conversation.help_called", row, by)
    desk_notices.help_called(call, by=by)
    tell_called()
    return call


@action
def say_coming(*, conversation: Conversation, by: User) -> HelpCall:
    """A colleague answers the call. Raises ``NotAllowed`` where there is none, or it is one's own.

    Of two who come at once both are welcome, but the first is who is named.
    """
    row = locked(conversation)
    call = row.help_calls.select_related("coming").first()
    if call is None or (call.coming_at is not None and call.coming is None):
        raise NotAllowed(_("Nobody asks for help here."))
    if call.coming_at is not None:
        if call.coming_id != by.pk:
            raise NotAllowed(_("%(name)s is coming already.") % {"name": call.coming})
        noted("submission.repeated", row, by)
        return call
    if call.asked_by_id == by.pk:
        raise NotAllowed(_("You asked for this help yourself. Somebody else must come."))
    call.coming, call.coming_at = by, timezone.now()
    call.save()
    noted("conversation.help_coming", row, by)
    desk_notices.help_comes(call, by=by)
    tell_called()
    return call
