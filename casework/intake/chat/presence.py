"""Who is there: the resident of a conversation, and the consultants who could answer.

A sign of life is no act, and leaves no row in the audit: coming, leaving and ending do.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from casework.intake.models import AtWork, Conversation
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

LIVE = timedelta(seconds=60)  # after the last sign of life of a page that gives them by itself
BY_RELOAD = timedelta(minutes=3)  # of a page that is loaded anew by hand
EVERY = 20.0  # seconds between signs of life
_fresh = timedelta(seconds=15)


def is_there(conversation: Conversation, now: datetime | None = None) -> bool:
    """Whether the resident has the live conversation open."""
    until = conversation.chat_until
    return until is not None and until > (now or timezone.now())


def still_there(conversations: Collection[UUID], lasts: timedelta = LIVE) -> None:
    """The residents' pages have given a sign of life; one that has left stays away."""
    until = timezone.now() + lasts
    Conversation.objects.filter(
        pk__in=conversations, chat_until__isnull=False, chat_until__lt=until
    ).update(chat_until=until)


def note_at_work(user: User) -> None:
    """A page of somebody who may answer is open; written at most four times a minute."""
    now = timezone.now()
    if holds(user, Permission.CONVERSATION_ANSWER) and not user.is_visitor:
        row, is_new = AtWork.objects.get_or_create(person=user, defaults={"seen_at": now})
        if not is_new and row.seen_at < now - _fresh:
            AtWork.objects.filter(pk=row.pk).update(seen_at=now)


def seen_since(now: datetime) -> datetime:
    """Whose page gave a sign of life after this moment counts as there."""
    return now - LIVE - BY_RELOAD
