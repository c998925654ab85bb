"""How the live talk stands for the resident: open, busy or closed, and what that means in words."""

import statistics
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.intake.chat import presence
from casework.intake.chat.free import Desk, desk_at
from casework.intake.choices import Author, ConversationState
from casework.intake.desk.check_word import check_word_of
from casework.intake.desk.inbox import by_urgency
from casework.intake.models import Conversation
from casework.intake.opening_hours import Hours, hours_at
from casework.intake.to_a_child import is_a_child, speaking_to_a_child
from casework.partners.choices import OrganisationRole
from casework.partners.hours_in_words import moment_words
from casework.partners.selectors import organisation_with_role

SAMPLE = 20  # talks of which the usual wait is the middle
FEWEST = 5  # of them, or nobody can say what is usual
RECENT = timedelta(days=30)


class Stance(StrEnum):
    """The three honest answers to whether somebody is there; ``TALKING`` once somebody is."""

    OPEN = "open"
    BUSY = "busy"
    CLOSED = "closed"
    TALKING = "talking"
    ENDED = "ended"


class Moment:
    """What all who wait at one moment share: each part is read once, when the first asks for it.

    For one city and one reading; whoever keeps it longer reads what was.
    """

    def __init__(self) -> None:
        self.now = timezone.now()

    @cached_property
    def hours(self) -> Hours:
        """Whether somebody answers."""
        return hours_at(self.now)

    @cached_property
    def desk(self) -> Desk:
        """Who is there, and free."""
        return desk_at(self.now)

    @cached_property
    def places(self) -> dict[UUID, int]:
        """Who waits and is there too: so many are answered before, in the order of the desk."""
        waiting = Conversation.objects.filter(
            chat_until__gt=self.now, state=ConversationState.WAITING
        )
        ids = by_urgency(waiting).values_list("pk", flat=True)
        return {pk: place for place, pk in enumerate(ids)}

    @cached_property
    def usual_wait(self) -> int | None:
        """In minutes, where it can be said."""
        return usual_wait(self.now)

    @cached_property
    def centre(self) -> str:
        """The crisis centre's short name, where it has one."""
        body = organisation_with_role(OrganisationRole.CRISIS_CENTRE)
        return body.short_name if body else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """``place`` in the queue counts from 1; ``minutes`` is the usual wait, None where unknown."""

    stance: Stance
    place: int = 0
    minutes: int | None = None
    hours: Hours = field(default_factory=lambda: Hours(False, is_known=False))
    now: datetime = field(default_factory=timezone.now)
    centre: str = ""
    asks_check_word: bool = False
    to_a_child: bool = False

    @property
    def words(self) -> list[str]:
        """Short sentences, one thing each, in the page's language."""
        with speaking_to_a_child(is_one=self.to_a_child):
            asked = [_("Please write your check word first.")] if self.asks_check_word else []
            return [*_WORDS[self.stance](self), *asked]

    def facts(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "type": "state",
            "stance": self.stance,
            "place": self.place,
            "minutes": self.minutes,
            "words": self.words,
        }


def standing(conversation: Conversation, moment: Moment | None = None) -> Standing:
    """How it stands for this resident now, and whether their check word is asked for."""
    asked = check_word_of(conversation)
    found = _standing(conversation, moment or Moment())
    return replace(
        found,
        asks_check_word=asked is not None and not asked.is_right,
        to_a_child=is_a_child(conversation),
    )


def _standing(conversation: Conversation, at: Moment) -> Standing:
    if conversation.state == ConversationState.CLAIMED:
        return Standing(Stance.TALKING, now=at.now, centre=at.centre)
    if conversation.chat_ended_at and not presence.is_there(conversation, at.now):
        return Standing(Stance.ENDED, now=at.now)
    is_open = at.hours.is_open if at.hours.is_known else at.desk.there > 0
    if not is_open:
        return Standing(Stance.CLOSED, hours=at.hours, now=at.now)
    ahead = at.places.get(conversation.pk, len(at.places))
    if at.desk.free > ahead:
        return Standing(Stance.OPEN, hours=at.hours, now=at.now)
    return Standing(Stance.BUSY, ahead + 1, at.usual_wait, at.hours, at.now)


def usual_wait(now: datetime) -> int | None:
    """Whole minutes until the first word, in the middle of the last talks; None if too few."""
    first = Min(
        "messages__created_at",
        filter=Q(messages__author=Author.STAFF, messages__created_at__gt=F("chat_since")),
    )
    talks = Conversation.objects.filter(chat_since__gt=now - RECENT).annotate(first=first)
    rows = talks.filter(first__isnull=False).order_by("-chat_since")
    waits = [first - since for since, first in rows.values_list("chat_since", "first")[:SAMPLE]]
    if len(waits) < FEWEST:
        return None
    usual: timedelta = statistics.median(waits)
    return max(1, round(usual.total_seconds() / 60))


def _open(_standing: Standing) -> list[str]:
    return [
        _("A consultant can answer you now."),
        _("Write your message. You will see the answer here."),
    ]


def _busy(now: Standing) -> list[str]:
    if now.place == 1:
        place = _("You are next.")
    else:
        place = _("You are number %(place)d in the queue.") % {"place": now.place}
    return [_("No consultant is free at this moment."), place, _wait(now.minutes)]


def _wait(minutes: int | None) -> str:
    if minutes is None:
        return _("We do not know how long it will take.")
    words = ngettext(
        "People usually wait %(minutes)d minute.",
        "People usually wait %(minutes)d minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


def _closed(now: Standing) -> list[str]:
    words = [_("Nobody can talk with you right now.")]
    if now.hours.changes_at:
        when = moment_words(now.hours.changes_at, now.now)
        words.append(_("We are here again %(when)s.") % {"when": when})
    return [*words, _("Write a message: it waits for us, and you read the answer with your code.")]


def _talking(now: Standing) -> list[str]:
    if now.centre:
        return [_("A consultant of %(body)s is with you.") % {"body": now.centre}]
    return [_("A consultant is with you.")]


def _ended(_standing: Standing) -> list[str]:
    return [_("The talk has ended."), _("You can still write: we will read it.")]


_WORDS = {
    Stance.OPEN: _open,
    Stance.BUSY: _busy,
    Stance.CLOSED: _closed,
    Stance.TALKING: _talking,
    Stance.ENDED: _ended,
}
