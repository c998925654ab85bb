"""The rules by which a person may be reached: asked before the platform writes or calls."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from casework.intake.answers import Answer, Means, SafeTime
from casework.intake.models import Conversation, SafeContact
from casework.moments import moment_of

WARSAW = ZoneInfo("Europe/Warsaw")

# From when to when, on Poland's clock.
HOURS = {
    SafeTime.MORNING: (time(8), time(12)),
    SafeTime.AFTERNOON: (time(12), time(17)),
    SafeTime.EVENING: (time(17), time(21)),
}


class SafeContactFacts(TypedDict, total=False):
    """What a person says of being reached; what is left out was not said.

    ``phone`` is E.164, ``times`` holds values of ``SafeTime``, the rest are words or ``Answer``.
    """

    may_call: str
    may_write: str
    phone: str
    email: str
    times: list[str]
    may_leave_message: str
    ask_for: str
    check_word: str
    note: str


def said(facts: SafeContactFacts) -> bool:
    """Whether it tells anything at all."""
    return any(facts.values())


def safe_contact_of(conversation: Conversation) -> SafeContact | None:
    """What the person said of being reached; None where they said nothing."""
    try:
        return conversation.safe_contact
    except SafeContact.DoesNotExist:
        return None


def may_contact(conversation: Conversation, *, by: Means, at: datetime) -> bool:
    """Whether the platform may reach the person so at this moment.

    Only where the person said yes, gave a number or address and named this time of day. A note of
    theirs is for people: no machine can read "not while he is at home", so it may not.
    """
    rules = safe_contact_of(conversation)
    return rules is not None and not rules.note and may_be_reached(rules, by=by, at=at)


def may_be_reached(rules: SafeContact, *, by: Means, at: datetime) -> bool:
    """The same for somebody who has read the note."""
    answer = rules.may_call if by == Means.CALL else rules.may_write
    where = rules.email if by == Means.EMAIL else rules.phone
    return answer == Answer.YES and bool(where) and is_safe_time(rules.times, at)


def is_safe_time(times: Iterable[str], at: datetime) -> bool:
    """Whether the moment lies in one of these parts of a day; a time nobody named is not safe."""
    named = set(times)
    return SafeTime.ANY in named or part_of_day(at) in named


def part_of_day(at: datetime) -> SafeTime:
    """Morning, afternoon, evening or night on Poland's clock."""
    moment = at.astimezone(WARSAW).time()
    within = (part for part, (begins, ends) in HOURS.items() if begins <= moment < ends)
    return next(within, SafeTime.NIGHT)


def next_safe_time(named: Collection[Iterable[str]], at: datetime) -> datetime | None:
    """This moment, or when the next part of a day begins, that is safe by each of them; None where
    none is.
    """
    moments = (at, *_begins_after(at))
    return next((one for one in moments if all(is_safe_time(said, one) for said in named)), None)


def _begins_after(at: datetime) -> list[datetime]:
    """When the parts of this day and the next begin, in order."""
    today = at.astimezone(WARSAW).date()
    days = [today, today + timedelta(days=1)]
    hours = sorted(
        {begins for begins, _ends in HOURS.values()} | {max(ends for _b, ends in HOURS.values())}
    )
    moments = [moment_of(day, hour) for day in days for hour in hours]
    return [one for one in moments if one > at]
