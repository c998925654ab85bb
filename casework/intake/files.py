"""Files of a conversation: kept with a message, shown to both sides, given out by the door."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.files.actions import keep, refuse
from casework.files.choices import MOST_TOGETHER, FileState, Refusal, Removed
from casework.files.receiving import Arrived, new_among
from casework.intake.models import Conversation, Message, MessageFile
from ostoja.accounts.models import User
from ostoja.audit import record

Facts = dict[str, Any]


def keep_files(message: Message, arrived: Sequence[Arrived]) -> list[MessageFile]:
    """Within the action that keeps the message, and has the conversation's lock; the same file
    twice is kept once. Of two messages at once the later one's last files may find no room.
    """
    new = new_among(arrived, set())
    if not new:
        return []
    room = MOST_TOGETHER - number_of_files(message.conversation)
    return [
        keep(MessageFile, one, message=message, number=number)
        if number <= room
        else refuse(MessageFile, one, Refusal.MANY, message=message, number=number)
        for number, one in enumerate(new, start=1)
    ]


def number_of_files(conversation: Conversation) -> int:
    """How many there are already, refused ones aside."""
    found = MessageFile.objects.filter(message__conversation=conversation)
    return found.exclude(state=FileState.REFUSED).count()


def origins_in(conversation: Conversation) -> set[bytes]:
    """The hashes of all that was sent."""
    found = MessageFile.objects.filter(message__conversation=conversation)
    return {bytes(one) for one in found.values_list("origin", flat=True)}


def files_in(conversation: Conversation) -> list[MessageFile]:
    """All of them, in order."""
    found = MessageFile.objects.filter(message__conversation=conversation)
    return list(found.order_by("message__number", "number"))


def facts_of_files(files: Iterable[MessageFile]) -> list[Facts]:
    """As they travel with a message over a socket: the page has the words."""
    return [{"id": str(one.pk), "kind": one.kind, "state": one.state} for one in files]


def file_in(conversation: Conversation, pk: UUID, *, by: User | None) -> MessageFile:
    """One file of a conversation that somebody may read, or ``Http404``; the view is recorded."""
    files = MessageFile.objects.filter(message__conversation=conversation, pk=pk)
    found = files.select_related("message__conversation__case").first()
    if found is None or not found.is_ready:
        raise Http404
    record("file.seen", by=by, on=found, subject=found.subject)
    return found


def taken_out(files: Iterable[MessageFile]) -> str:
    """What was taken out of these files, in one sentence; empty if nothing was."""
    removed = {what for one in files for what in one.removed}
    words = [str(one.label) for one in Removed if one in removed]
    return _("We took out: %(what)s.") % {"what": ", ".join(words)} if words else ""


def told_of(files: Iterable[MessageFile]) -> str:
    """What whoever sent them is told at once: which are not kept, and what was taken out."""
    sent = list(files)
    refused = [words_of(one) for one in sent if one.state == FileState.REFUSED]
    return " ".join([*refused, taken_out(sent)]).strip()


def words_of(one: MessageFile) -> str:
    """What it is, and how it stands."""
    kind = capfirst(one.get_kind_display())
    if one.state == FileState.WAITING:
        return _("%(kind)s: we are still checking it.") % {"kind": kind}
    if one.state == FileState.REFUSED:
        return _("%(kind)s: not kept.") % {"kind": kind} + f" {one.get_refusal_display()}"
    return str(kind)
