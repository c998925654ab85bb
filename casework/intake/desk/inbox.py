"""The inbox as the desk sees it: urgency first, then who is there now; each wait with its clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.intake.choices import WAITS, ConversationState
from casework.intake.desk.choices import Overdue, Risk
from casework.intake.desk.promise import PromiseClock, clock_of
from casework.intake.desk.selectors import desk_settings
from casework.intake.models import (
    Conversation,
    DangerRun,
    DeskSettings,
    Escalation,
    HelpCall,
    QuietTime,
    RiskFlag,
)
from casework.intake.selectors import conversations_visible_to, inbox
from ostoja.accounts.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the inbox: the conversation, its clock, and what makes it urgent."""

    conversation: Conversation
    clock: PromiseClock | None
    risks: list[Risk]
    asks_help: bool
    in_danger: bool
    is_quiet: bool
    here_since: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many wait, and how many of them longer than promised; doubtful and muted ones aside."""

    waiting: int
    late: int


_OF = {"conversation": OuterRef("pk")}


def _is_here() -> Q:
    """The resident has the live talk open; see ``presence.is_there``."""
    return Q(chat_until__isnull=False, chat_until__gt=timezone.now())


def marked(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """With what makes each urgent, in the same query."""
    flags = RiskFlag.objects.filter(**_OF, withdrawn_at=None).order_by("set_at")
    quiet = QuietTime.objects.filter(**_OF, ended_at=None, until__gt=timezone.now())
    return rows.annotate(
        risks_now=ArraySubquery(flags.values("kind")),
        asks_help=Exists(HelpCall.objects.filter(**_OF, coming_at=None)),
        in_danger=Exists(DangerRun.objects.filter(**_OF, ended_at=None)),
        has_risk=Exists(flags),
        is_quiet=Exists(quiet),
        is_here=_is_here(),
        is_alone_here=_is_here() & ~Q(state=ConversationState.CLAIMED),
    )


def by_urgency(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Danger to life, a call for help, a risk: always first, since people set them. Then whoever
    is on the page and has nobody yet, a child, who waits longest; those that a machine may have
    sent, and muted ones, last.
    """
    urgent_first = [F(name).desc() for name in ("in_danger", "asks_help", "has_risk")]
    minors_first = Coalesce("is_minor", False).desc()
    return marked(rows).order_by(
        *urgent_first,
        F("is_quiet").asc(),
        F("is_alone_here").desc(),
        "is_doubtful",
        minors_first,
        "waiting_since",
        "pk",
    )


def desk_inbox(
    user: User, *, show: str = "", state: str = "", **more: Any
) -> QuerySet[Conversation]:
    """What ``inbox`` finds; those who wait by urgency, and with them whoever is there again.
    ``show``: only the urgent, those who are there now, or the late.
    """
    if state:
        found = inbox(user, state=state, **more)
    else:
        waits_or_is_here = Q(waiting_since__isnull=False) | _is_here()
        found = inbox(user, state="all", **more).filter(waits_or_is_here)
    found = by_urgency(found) if not state or state in WAITS else marked(found)
    if show == "live":
        return found.filter(_is_here())
    if show == "urgent":
        return found.filter(
            Q(has_risk=True) | Q(asks_help=True) | Q(in_danger=True) | Q(is_minor=True)
        )
    return found.filter(pk__in=_late(desk_settings())) if show == "late" else found


def rows_of(conversations: list[Conversation], settings: DeskSettings) -> list[Waiting]:
    """A page of ``desk_inbox``."""
    now = timezone.now()
    return [_row(one, settings, now) for one in conversations]


def _row(one: Conversation, settings: DeskSettings, now: datetime) -> Waiting:
    waits = one.waiting_since is not None and not one.is_quiet  # type: ignore[attr-defined]
    return Waiting(
        conversation=one,
        clock=clock_of(one.waiting_since, settings, now) if waits else None,  # type: ignore[arg-type]
        risks=[Risk(kind) for kind in one.risks_now],  # type: ignore[attr-defined]
        asks_help=one.asks_help,  # type: ignore[attr-defined]
        in_danger=one.in_danger,  # type: ignore[attr-defined]
        is_quiet=one.is_quiet,  # type: ignore[attr-defined]
        here_since=one.chat_since if one.is_here else None,  # type: ignore[attr-defined]
    )


def counted(user: User, settings: DeskSettings) -> Counted:
    """Of all that the person may see, in one query, whatever a page is filtered by."""
    now = timezone.now()
    waits = [since for _pk, since in _waits(conversations_visible_to(user))]
    return Counted(len(waits), sum(clock_of(since, settings, now).is_broken for since in waits))


def _waits(among: QuerySet[Conversation] | None = None) -> Iterator[tuple[UUID, datetime]]:
    quiet = QuietTime.objects.filter(**_OF, ended_at=None, until__gt=timezone.now())
    found = Conversation.objects.all() if among is None else among
    rows = found.filter(waiting_since__isnull=False, is_doubtful=False)
    return rows.exclude(Exists(quiet)).values_list("pk", "waiting_since").iterator()  # type: ignore[return-value]


def _late(settings: DeskSettings) -> list[UUID]:
    now = timezone.now()
    return [pk for pk, since in _waits() if clock_of(since, settings, now).is_broken]


def overdue(now: datetime) -> list[tuple[Conversation, Overdue]]:
    """Those of whose step nobody has been told yet."""
    settings, found = desk_settings(), []
    steps = {pk: clock_of(since, settings, now).step for pk, since in _waits()}
    late = {pk: step for pk, step in steps.items() if step is not None}
    told = set(
        Escalation.objects.filter(conversation__in=late).values_list(
            "conversation", "waiting_since", "step"
        )
    )
    for one in Conversation.objects.filter(pk__in=late).order_by("waiting_since"):
        step = late[one.pk]
        if one.waiting_since and (one.pk, one.waiting_since, step) not in told:
            found.append((one, step))
    return found
