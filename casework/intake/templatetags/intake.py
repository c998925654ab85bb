"""What templates of this room say of conversations."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils import timezone

from casework.files.choices import FileKind, FileState
from casework.intake.desk.told import told
from casework.intake.files import taken_out, words_of
from casework.intake.models import Conversation, MessageFile
from ostoja.ui.elapsed import time_waited
from ostoja.ui.numbers import grouped

register = template.Library()
register.filter("time_waited", time_waited)
register.filter("grouped", grouped)
register.filter("file_words", words_of)


@register.filter
def time_left(due: datetime) -> str:
    """How long it is until then, in the words of a wait."""
    now = timezone.now()
    return time_waited(now - (due - now))


@register.inclusion_tag("intake/desk/told_to_resident.html")
def told_by_desk(conversation: Conversation) -> dict[str, Any]:
    """What the person is told of new hands, and of a mute."""
    return {"notice": told(conversation)}


@register.filter
def taken_out_of(one: MessageFile) -> str:
    """What was taken out of it."""
    return taken_out([one])


@register.filter
def in_a_list(one: Any) -> list[Any]:
    """For a template that takes several."""
    return [one]


@register.simple_tag
def files_to_come() -> list[MessageFile]:
    """One of each kind and state, from which a script makes those that come while one talks."""
    return [
        MessageFile(pk=UUID(int=0), kind=kind, state=state)
        for kind in FileKind
        for state in (FileState.READY, FileState.WAITING)
    ]
