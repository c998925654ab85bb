"""Which of the consultants who are there can take somebody new at this moment.

They have a page open, are on no break, talk with nobody live, and hold fewer conversations than
their limit: the city's, or a lower one of their own.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Least

from casework.intake.chat.presence import seen_since
from casework.intake.choices import ConversationState
from casework.intake.desk.selectors import answering, desk_settings


@dataclass(frozen=True, slots=True)
class Desk:
    """How many consultants are there, and how many of them are free."""

    there: int
    free: int


def desk_at(now: datetime) -> Desk:
    """Who is there and who is free, in one query beside the city's limit."""
    most = desk_settings().most_at_once
    held = Q(conversations__state=ConversationState.CLAIMED)
    live = held & Q(conversations__chat_until__gt=now)
    there = answering().filter(at_work__seen_at__gt=seen_since(now), pause=None)
    counted = there.annotate(
        held=Count("conversations", filter=held, distinct=True),
        live=Count("conversations", filter=live, distinct=True),
        most=Least(Coalesce(F("own_limit__most"), most), most),
    )
    found = list(counted.values_list("held", "live", "most"))
    return Desk(len(found), sum(not live and held < most for held, live, most in found))
