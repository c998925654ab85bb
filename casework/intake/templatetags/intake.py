"""What templates of this room say of conversations."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from casework.intake.desk_told import told
from casework.intake.models import Conversation
from ostoja.ui.elapsed import time_waited
from ostoja.ui.numbers import grouped

register = template.Library()
register.filter("time_waited", time_waited)
register.filter("grouped", grouped)


@register.filter
def time_left(due: datetime) -> str:
    """How long it is until then, in the words of a wait."""
    now = timezone.now()
    return time_waited(now - (due - now))


@register.inclusion_tag("intake/desk/told_to_resident.html")
def told_by_desk(conversation: Conversation) -> dict[str, Any]:
    """What the person is told of new hands, and of a mute."""
    return {"notice": told(conversation)}
