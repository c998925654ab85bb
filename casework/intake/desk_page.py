"""What the page of a conversation shows beside what was said: for those whose role may see it."""

from collections.abc import Sequence
from typing import Any

from casework.intake.choices import Author, ConversationState
from casework.intake.desk import desk_settings, procedure, quiet_now
from casework.intake.hints import suggestions
from casework.intake.models import Conversation, DeskSettings, Message, SamePerson
from casework.intake.promise import PromiseClock, clock_of
from casework.intake.replies import replies_for
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User


def known_at_desk(found: Conversation, user: User, said: Sequence[Message]) -> dict[str, Any]:
    """For the template of the conversation, of which ``said`` are the messages."""
    settings = desk_settings()
    quiet = quiet_now(found)
    facts: dict[str, Any] = {
        "may_advise": holds(user, Permission.CONVERSATION_ADVISE),
        "quiet": quiet,
        "clock": None if quiet else _clock(found, settings),
        "procedure": procedure(settings),
    }
    if facts["may_advise"]:
        facts |= _aside(found, said)
    if holds(user, Permission.CONVERSATION_ANSWER):
        facts["replies"] = replies_for(found.language, settings)
    return facts


def _clock(found: Conversation, settings: DeskSettings) -> PromiseClock | None:
    return clock_of(found.waiting_since, settings) if found.waiting_since else None


def _aside(found: Conversation, said: Sequence[Message]) -> dict[str, Any]:
    """What consultants and supervisors know of it beside the words."""
    flags = list(found.risk_flags.select_related("set_by", "withdrawn_by"))
    standing = [flag for flag in flags if flag.withdrawn_at is None]
    known = {flag.kind for flag in flags}
    heard = suggestions(one.text for one in said if one.author == Author.RESIDENT)
    return {
        "risks": standing,
        "past_risks": [flag for flag in flags if flag.withdrawn_at is not None],
        "suggestions": [one for one in heard if one.risk not in known],
        "asides": found.side_messages.count(),
        "help_call": found.help_calls.select_related("asked_by", "coming").first(),
        "danger_run": found.danger_runs.filter(ended_at=None).select_related("begun_by").first(),
        "passings": list(found.passings.select_related("giver", "receiver")),
        "same_person": same_person(found),
        "can_pass_on": found.state != ConversationState.CLOSED,
    }


def same_person(found: Conversation) -> list[Conversation]:
    """The other conversations of the person, as far as they gave the codes."""
    pairs = SamePerson.objects.filter(conversation=found) | SamePerson.objects.filter(other=found)
    keys = pairs.values_list("conversation", "other")
    others = {pk for pair in keys for pk in pair} - {found.pk}
    if not others:
        return []
    return list(Conversation.objects.filter(pk__in=others).order_by("created_at"))
