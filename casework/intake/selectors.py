"""What is read about entry points and conversations."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import PROTECTED
from casework.intake.choices import (
    CODE_LENGTH,
    CODE_LETTERS,
    WAITS,
    Author,
    ConversationState,
)
from casework.intake.models import Conversation, EntryPoint, Message
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit import record
from ostoja.audit.models import AuditEvent
from ostoja.privacy.receipts import lookup_hash

SEEN = "conversation.seen"
ONE_READING = timedelta(hours=12)
"""A page that stays open for so long is one reading."""
_CODE = re.compile(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")


def entry_point_with(code: str) -> EntryPoint | None:
    """The entry point with this code, in capital letters or small ones, in use or not."""
    code = code.strip().upper()
    return EntryPoint.objects.filter(code=code).first() if _CODE.fullmatch(code) else None


def entry_point_at(code: str) -> EntryPoint | None:
    """The one that is not withdrawn; whoever began in its hours may finish after them."""
    found = entry_point_with(code)
    return found if found and found.is_active else None


def entry_points_with_counts() -> QuerySet[EntryPoint]:
    """All entry points and how many reports came through each; people are not counted."""
    counted = EntryPoint.objects.annotate(reports=Count("conversations"))
    return counted.select_related("service__organisation").order_by("code")


def conversation_by_code(typed: str) -> Conversation | None:
    """The conversation with this receipt code. Every wrong code costs the same."""
    wanted = lookup_hash(typed)
    return Conversation.objects.filter(receipt_hash=wanted).first() if wanted else None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as one side reads it. ``is_new_voice``: another member of staff than before."""

    message: Message
    is_own: bool
    is_new_voice: bool


def spoken_to_resident(conversation: Conversation) -> list[Spoken]:
    """The messages in order; staff stay nameless, but a change of who writes is told."""
    spoken: list[Spoken] = []
    voice: UUID | None = None
    for message in conversation.messages.prefetch_related("files"):
        from_staff = message.author == Author.STAFF
        changed = from_staff and voice is not None and voice != message.staff_id
        spoken.append(Spoken(message, not from_staff, changed))
        voice = message.staff_id if from_staff else voice
    return spoken


def conversations_visible_to(
    user: User, permission: Permission = Permission.CONVERSATION_VIEW
) -> QuerySet[Conversation]:
    """All conversations of the city for those whose role holds the permission, none for others."""
    if not holds(user, permission):
        return Conversation.objects.none()
    own = Conversation.objects.exclude(case__in=Case.kept_from(user.pk).values("pk"))
    related = own.select_related("claimed_by", "entry_point", "case")
    # What a case says about the person is not needed here, so it is not even decrypted.
    return related.defer(*(f"case__{name}" for name in PROTECTED))


def who_sees(people: Iterable[User], conversation: UUID) -> set[UUID]:
    """The keys of those of the people who may see it, as ``conversations_visible_to`` has it.

    One query for all of them, where their roles are known (``know_memberships``).
    """
    found = Conversation.objects.filter(pk=conversation)
    limits = found.values_list("case__named", "case__excluded").first()
    if limits is None:
        return set()
    named, excluded = limits
    return {
        person.pk
        for person in people
        if holds(person, Permission.CONVERSATION_VIEW)
        and (named is None or person.pk in named)
        and person.pk not in (excluded or [])
    }


Shape = Callable[[QuerySet[Conversation]], QuerySet[Conversation]]


def conversation_for(
    user: User, pk: UUID, permission: Permission, shape: Shape | None = None
) -> Conversation:
    """The one conversation, or ``Http404``; that somebody looked is recorded.

    ``shape`` says what is read with it.
    """
    rows = conversations_visible_to(user, permission)
    found = (shape(rows) if shape else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    if permission == Permission.CONVERSATION_VIEW:
        record(SEEN, by=user, on=found, subject=found.case or found)
    return found


def seen_again(user: User, pk: UUID, permission: Permission) -> Conversation:
    """The same for a page that is open already, and whose view is on record."""
    found = conversations_visible_to(user, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def seen_on(user: User, pk: UUID) -> Conversation:
    """The same for a page that asks again and again: its reading is on record, or is put there."""
    found = seen_again(user, pk, Permission.CONVERSATION_VIEW)
    own = AuditEvent.objects.filter(verb=SEEN, object_id=str(pk), actor_id=user.pk)
    if not own.filter(at__gt=timezone.now() - ONE_READING).exists():
        record(SEEN, by=user, on=found, subject=found.case or found)
    return found


def inbox(
    user: User,
    state: str = "",
    language: str = "",
    entry_point: EntryPoint | None = None,
    mine: bool = False,
) -> QuerySet[Conversation]:
    """Those who wait, in the order of ``waiting``; with ``state`` others, the latest first."""
    found = conversations_visible_to(user)
    if language:
        found = found.filter(language=language)
    if entry_point:
        found = found.filter(entry_point=entry_point)
    if mine:
        found = found.filter(claimed_by=user)
    if state in ConversationState.values:
        found = found.filter(state=state)
    if not state or state in WAITS:
        return waiting(found)
    return found.order_by("-created_at", "pk")


def waiting(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Those in which somebody waits for a word from us: children first, then the longest
    waiting, doubtful ones last.
    """
    minors_first = Coalesce("is_minor", False).desc()
    return conversations.filter(waiting_since__isnull=False).order_by(
        "is_doubtful", minors_first, "waiting_since", "pk"
    )


def back_to(user: User) -> QuerySet[Conversation]:
    """Those that wait for this person: what they answer now, and where somebody wrote again to
    them and no colleague has taken it.
    """
    wrote = Message.objects.filter(conversation=OuterRef("pk"), staff=user)
    is_back = Q(state=ConversationState.WAITING) & Exists(wrote)
    return conversations_visible_to(user).filter(
        Q(state=ConversationState.CLAIMED, claimed_by=user) | is_back
    )


def claimed_by(user: User) -> QuerySet[Conversation]:
    """What this person answers now."""
    return Conversation.objects.filter(state=ConversationState.CLAIMED, claimed_by=user)


def words_of_resident(conversation: Conversation) -> QuerySet[Message]:
    """What the resident wrote, in order."""
    return conversation.messages.filter(author=Author.RESIDENT)
