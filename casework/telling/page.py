"""What the pages of this room show, in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.selectors import Sight
from casework.intake.answers import About
from casework.intake.desk.beside import rule_rows
from casework.intake.desk.check_word import awaits_check_word
from casework.intake.desk.selectors import quiet_now
from casework.intake.models import Conversation
from casework.partners.words import language_name
from casework.telling import public_words, ways
from casework.telling.choices import NOTICES, State, Way
from casework.telling.models import Attempt, Telling
from casework.telling.refusals import CHECK_WORD_FIRST
from casework.telling.ways import Standing, WayNow
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.elapsed import time_waited
from ostoja.ui.templatetags.ui import local_time, phone

COLOURS = {
    State.WAITING: "yellow",
    State.TOLD: "green",
    State.NOT_TOLD: "grey",
    State.OVERTAKEN: "grey",
}
WAY_COLOURS = {
    Standing.OPEN: "green",
    Standing.LATER: "yellow",
    Standing.CLOSED: "red",
    Standing.YOURS: "blue",
}


def late_words() -> str:
    """Said of what should have been told by now."""
    return _("late")


def about(telling: Telling) -> str:
    """The body, and the need where it is about one."""
    referral, outside = telling.referral, telling.outside
    if outside is not None:
        return f"{outside.body}: {outside.case_need.need}"
    if referral is None:
        return ""
    need = f": {referral.case_need.need}" if referral.case_need else ""
    return f"{referral.receiver.name}{need}"


def tag_of(telling: Telling) -> tuple[str, str]:
    """How it stands, with its colour."""
    if telling.state == State.WAITING and telling.due_at <= timezone.now():
        return late_words(), "red"
    return telling.get_state_display(), COLOURS[State(telling.state)]


def row_of(telling: Telling) -> dict[str, Any]:
    """One in a list."""
    text, colour = tag_of(telling)
    waits = _("waits %(time)s") % {"time": time_waited(telling.since)}
    told = telling.state == State.TOLD
    return {
        "title": f"{telling.get_what_display()} · {about(telling)}",
        "hint": telling.get_way_display() if told else waits,
        "url": reverse("telling", args=[telling.pk]),
        "state": text,
        "state_colour": colour,
    }


def rows_of(telling: Telling) -> list[dict[str, Any]]:
    """The facts of one, for a summary list."""
    pairs = [
        (_("What the person is to be told"), telling.get_what_display()),
        (_("Who helps, and with what"), about(telling)),
        (_("To be told since"), local_time(telling.since)),
        (_("Tell them by"), local_time(telling.due_at) if not telling.ended_at else ""),
        (_("Try again on"), local_time(telling.again_on) if telling.again_on else ""),
        (_("How the person was told"), telling.get_way_display()),
        (_("Why the person was not told"), telling.get_why_not_display()),
        (_("Remarks"), telling.remarks),
        (_("Who saw to it"), telling.ended_by or "" if telling.ended_at else ""),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def way_rows(found: Iterable[WayNow]) -> list[dict[str, Any]]:
    """Every way with how it stands now and why."""
    labels = {
        Standing.OPEN: _("safe now"),
        Standing.LATER: _("not at this hour"),
        Standing.CLOSED: _("not this way"),
        Standing.YOURS: _("you decide"),
    }
    return [
        {
            "title": str(one.way.label),
            "hint": one.why,
            "state": labels[one.standing],
            "state_colour": WAY_COLOURS[one.standing],
        }
        for one in found
    ]


def reach_rows(case: Case, sight: Sight) -> list[list[dict[str, Any]]]:
    """How the person may be reached safely: what they said themselves, then what the case says."""
    if not sight.may(Permission.CASE_PERSON):
        return []
    said = [rule_rows(one) for one in ways.rules_of(case).said]
    pairs = [
        (_("Telephone"), phone(shown_phone(case.phone)) if case.phone else ""),
        (_("How the person may be reached safely"), case.contact_rules),
    ]
    return [one for one in (*said, [{"key": k, "value": v} for k, v in pairs if v]) if one]


def conversation_facts(conversation: Conversation, user: User) -> dict[str, Any]:
    """What whoever writes there must see first."""
    quiet = quiet_now(conversation)
    is_held = conversation.is_held_by_somebody_else(user)
    return {
        "conversation": conversation,
        "language": language_name(public_words.language_for(conversation.case, conversation))
        if conversation.case
        else "",
        "quiet": quiet,
        "of_another": conversation.about == About.OTHER,
        "check_word": CHECK_WORD_FIRST if awaits_check_word(conversation) else "",
        "held_by": conversation.claimed_by if is_held else None,
        "is_closed": conversation.state == "closed",
    }


def attempt_rows(telling: Telling) -> list[dict[str, Any]]:
    """What was tried so far, the first first."""
    attempts = list(telling.attempts.select_related("by"))
    keys = [one.pk for one in attempts if one.way in NOTICES]
    left = OutboxMessage.objects.filter(pk__in=keys).defer("body", "sealed_to") if keys else []
    out = {one.pk: one for one in left}
    return [
        {
            "at": one.at,
            "way": one.get_way_display(),
            "result": notice_state(one, out.get(one.pk)) or one.get_result_display(),
            "by": one.by,
            "note": one.note,
        }
        for one in attempts
    ]


def notice_state(attempt: Attempt, message: OutboxMessage | None) -> str:
    """What became of a neutral message; empty for any other try."""
    if attempt.way not in NOTICES:
        return ""
    if attempt.stopped:
        return _("It did not leave: %(why)s") % {"why": attempt.get_stopped_display()}
    if message is None or message.sent_at is not None:
        return _("it has left")
    if message.given_up_at is not None:
        return _("it could not be delivered")
    if message.next_attempt_at > timezone.now():
        at = f"{timezone.localtime(message.next_attempt_at):%d.%m.%Y %H:%M}"
        return _("it waits until %(when)s") % {"when": at}
    return _("it leaves now")


def notice_choices(case: Case) -> list[tuple[str, str]]:
    """The neutral messages that may be prepared now, each with when it leaves."""
    rules, now = ways.rules_of(case), timezone.now()
    found = [ways.notice_by(way, rules, now) for way in (Way.TEXT, Way.EMAIL)]
    return [(one.way.value, f"{one.way.label} – {_leaves(one)}") for one in found if one.is_open]


def _leaves(one: WayNow) -> str:
    if one.until is None:
        return _("leaves now")
    at = f"{timezone.localtime(one.until):%d.%m.%Y %H:%M}"
    return _("leaves at the next safe time: %(when)s") % {"when": at}
