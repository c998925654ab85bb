"""Mutes and bans of one conversation: nothing that is written meanwhile is lost."""

from datetime import datetime, timedelta
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake import notices
from casework.intake.actions.rows import locked, noted
from casework.intake.chat import hints
from casework.intake.choices import Author, ConversationState
from casework.intake.desk.choices import LONGEST_BAN, LONGEST_MUTE, Quiet
from casework.intake.desk.news import tell_inbox
from casework.intake.desk.selectors import quiet_now
from casework.intake.models import Conversation, Message, QuietTime
from ostoja.accounts.models import User
from ostoja.audit import action

LONGEST = {Quiet.MUTE: LONGEST_MUTE, Quiet.BAN: LONGEST_BAN}


@action
def keep_quiet(
    *, conversation: Conversation, kind: Quiet, until: datetime, reason: str, by: User
) -> QuietTime:
    """From now on new messages do not ring. Raises ``NotAllowed``; sent again, it is one."""
    row = locked(conversation)
    now = timezone.now()
    if not now < until <= now + timedelta(days=LONGEST[kind] + 1):
        raise NotAllowed(_("Choose an end within %(days)d days.") % {"days": LONGEST[kind]})
    standing = row.quiet_times.filter(ended_at=None).first()
    if standing is not None and standing.until > now:
        if (standing.set_by_id, standing.kind, standing.reason) != (by.pk, kind, reason):
            raise NotAllowed(_("A colleague has muted this conversation already."))
        noted("submission.repeated", row, by)
        return standing
    if standing is not None:
        _end(standing, None)
    quiet = QuietTime.objects.create(
        conversation=row, kind=kind, until=until, reason=reason, set_by=by, set_at=now
    )
    noted("conversation.quieted", row, by, kind=kind, until=until.isoformat())
    tell_inbox()
    return quiet


@action
def lift_quiet(*, conversation: Conversation, by: User) -> Conversation:
    """It rings again; what was written meanwhile waits from now on."""
    row = locked(conversation)
    standing = row.quiet_times.filter(ended_at=None).first()
    if standing is None:
        noted("submission.repeated", row, by)
        return row
    _end(standing, by)
    _ring(row)
    noted("conversation.quiet_lifted", row, by, kind=standing.kind)
    tell_inbox()
    return row


@action
def end_quiet_time(*, pk: UUID) -> bool:
    """The clock saw that its time is over; False where somebody lifted it before.

    ``Http404`` where its conversation is gone by now.
    """
    quiet = get_object_or_404(QuietTime.objects.select_related("conversation"), pk=pk)
    row = locked(quiet.conversation)
    quiet.refresh_from_db()
    is_over = quiet.ended_at is None and quiet.until <= timezone.now()
    if is_over:
        _end(quiet, None)
        _ring(row)
        tell_inbox()
    noted("conversation.quiet_ended" if is_over else "submission.repeated", row, None)
    return is_over


def is_kept_without_ringing(row: Conversation, message: Message, by: User | None) -> bool:
    """Whether it is muted; then the message is kept. The caller holds the lock."""
    if quiet_now(row) is None:
        return False
    row.version += 1
    row.save()
    noted("conversation.written_again", row, by, number=message.number)
    hints.moved_on(row)  # a page that shows the message may close or pass on what it has shown
    return True


def _end(quiet: QuietTime, by: User | None) -> None:
    quiet.ended_by, quiet.ended_at = by, timezone.now()
    quiet.save()


def _ring(row: Conversation) -> None:
    """Somebody who wrote meanwhile and has no answer waits now."""
    last = row.messages.order_by("-number").first()
    waits = row.waiting_since is not None
    if waits or last is None or last.author != Author.RESIDENT:
        return
    if row.state == ConversationState.CLOSED and not _wrote_since(row, last):
        return
    row.state, row.claimed_by = ConversationState.WAITING, None
    row.waiting_since = timezone.now()
    row.version += 1
    row.save()
    hints.changed(row)
    notices.moved(row, by=None)


def _wrote_since(row: Conversation, last: Message) -> bool:
    """Whether the last word came while it was quiet; what was closed before stays closed."""
    return row.quiet_times.filter(set_at__lte=last.created_at).exists()
