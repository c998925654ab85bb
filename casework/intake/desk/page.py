"""What the page of a conversation shows beside what was said: for those whose role may see it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from casework.intake.choices import Author, ConversationState
from casework.intake.desk.hints import suggestions
from casework.intake.desk.promise import PromiseClock, clock_of
from casework.intake.desk.replies import replies_for
from casework.intake.desk.selectors import desk_settings, procedure, quiet_now
from casework.intake.desk.there_is import there_is
from casework.intake.models import Conversation, DeskSettings, Message, SamePerson
from casework.intake.selectors import conversations_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

Row = TypeVar("Row", bound=Model)


def known_at_desk(found: Conversation, user: User, said: Sequence[Message]) -> dict[str, Any]:
    """For the template of the conversation, of which ``said`` are the messages."""
    settings = desk_settings()
    quiet = quiet_now(found) if there_is(found, "quiet") else None
    facts: dict[str, Any] = {
        "may_advise": holds(user, Permission.CONVERSATION_ADVISE),
        "quiet": quiet,
        "clock": None if quiet else _clock(found, settings),
        "procedure": procedure(settings),
    }
    if facts["may_advise"]:
        facts |= _aside(found, user, said)
    if holds(user, Permission.CONVERSATION_ANSWER):
        facts["replies"] = replies_for(found.language, settings)
    return facts


def _clock(found: Conversation, settings: DeskSettings) -> PromiseClock | None:
    return clock_of(found.waiting_since, settings) if found.waiting_since else None


def _aside(found: Conversation, user: User, said: Sequence[Message]) -> dict[str, Any]:
    """What consultants and supervisors know of it beside the words."""
    flags = _all(found, "risks", found.risk_flags.select_related("set_by", "withdrawn_by"))
    standing = [flag for flag in flags if flag.withdrawn_at is None]
    known = {flag.kind for flag in flags}
    runs = found.danger_runs.filter(ended_at=None)
    heard = suggestions(one.text for one in said if one.author == Author.RESIDENT)
    return {
        "risks": standing,
        "past_risks": [flag for flag in flags if flag.withdrawn_at is not None],
        "suggestions": [one for one in heard if one.risk not in known],
        "asides": _asides(found),
        "help_call": _first(found, "help", found.help_calls.select_related("asked_by", "coming")),
        "danger_run": _first(found, "danger", runs.select_related("begun_by")),
        "passings": _all(found, "passings", found.passings.select_related("giver", "receiver")),
        "same_person": same_person(found, user) if there_is(found, "same") else [],
        "can_pass_on": found.state != ConversationState.CLOSED,
    }


def _all(found: Conversation, what: str, rows: QuerySet[Row]) -> list[Row]:
    return list(rows) if there_is(found, what) else []


def _first(found: Conversation, what: str, rows: QuerySet[Row]) -> Row | None:
    return rows.first() if there_is(found, what) else None


def _asides(found: Conversation) -> int:
    known: int | None = getattr(found, "asides", None)
    return found.side_messages.count() if known is None else known


def same_person(found: Conversation, user: User) -> list[Conversation]:
    """The other conversations of the person, as far as they gave the codes and one may see them."""
    pairs = SamePerson.objects.filter(conversation=found) | SamePerson.objects.filter(other=found)
    keys = pairs.values_list("conversation", "other")
    others = {pk for pair in keys for pk in pair} - {found.pk}
    if not others:
        return []
    return list(conversations_visible_to(user).filter(pk__in=others).order_by("created_at"))
