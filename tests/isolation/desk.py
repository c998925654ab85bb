"""The desk's routes: what consultants and supervisors do beside answering."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.isolation.operation import CONFLICT, OK, Operation, reads, step
from tests.isolation.route import Route, changes, pk_of
from tests.isolation.world import World

OF = pk_of("conversation")


def reply(world: World) -> dict[str, Any]:
    """The key of the canned reply."""
    return {"pk": world.desk.reply.pk}


DESK = {
    "desk_break": changes("consultant", lambda world: {}),
    "desk_limit": Route("consultant"),
    "danger": Route("consultant"),
    "conversation_pass_on": Route("consultant", OF),
    "conversation_risk": Route("consultant", OF),
    "conversation_risk_withdraw": Route(
        "consultant",
        lambda world: {"pk": world.conversation.pk, "flag": world.desk.risk.pk},
        shows=True,
    ),
    "conversation_quiet": Route("supervisor", OF),
    "conversation_quiet_lift": changes("supervisor", OF),
    "conversation_same": Route("consultant", OF),
    "conversation_attach": Route("consultant", OF),
    "conversation_aside": Route("supervisor", OF, shows=True),
    "conversation_check_word": changes("consultant", OF),
    "conversation_help": changes("consultant", OF),
    "conversation_coming": changes("supervisor", OF),
    "conversation_reply": changes("consultant", OF),
    "conversation_danger": Route("consultant", OF),
    "conversation_back": changes("consultant", OF),
    "canned_replies": Route("supervisor", shows=True),
    "canned_reply_new": Route("supervisor"),
    "canned_reply_edit": Route("supervisor", reply, shows=True),
    "canned_reply_remove": changes("supervisor", reply),
    "desk_rules": Route("administrator", shows=True),
}


def resident_text(world: World) -> dict[str, Any]:
    """The key of a text to residents."""
    return {"key": world.desk.text.key}


def case_of(world: World) -> dict[str, Any]:
    """The case that a conversation may be added to."""
    return {"case": str(world.case.pk)}


def said(name: str, world: World) -> dict[str, Any]:
    """What an operation sends, with the canary in it."""
    words = {"kind": "violence", "reason": world.canary, "text": world.canary}
    until = (timezone.now() + timedelta(days=1)).isoformat()
    found: dict[str, dict[str, Any]] = {
        "risk": {"kind": words["kind"], "reason": words["reason"]},
        "reason": {"reason": words["reason"]},
        "text": {"text": words["text"]},
        "mute": {"kind": "mute", "until": until, "reason": world.canary},
        "step": {"step": 0},
        "code": {"code": world.receipt_code},
        "note": {"note": world.canary},
    }
    return found[name]


def does(name: str = "", *statuses: int, who: str = "consultant") -> Operation:
    """An operation at the desk of the conversation; most show all that stands there."""
    return Operation(
        who,
        OF,
        CONFLICT not in statuses,
        body=(lambda world: said(name, world)) if name else (lambda world: {}),
        expects=frozenset(statuses or (OK,)),
    )


OPERATIONS = {
    "conversation_desk_retrieve": does(),
    "conversation_pass_on_pass_on": step(
        "consultant", "conversation", body=lambda world: said("note", world)
    ),
    "conversation_set_risk_set_risk": does("risk"),
    "conversation_withdraw_risk_withdraw_risk": Operation(
        "consultant",
        lambda world: {"pk": world.conversation.pk, "risk": world.desk.risk.pk},
        True,
        body=lambda world: said("reason", world),
    ),
    "conversation_aside_aside": does("text"),
    "conversation_help_help": does(),
    "conversation_coming_coming": does("", OK, CONFLICT, who="supervisor"),
    "conversation_mute_mute": does("mute"),
    "conversation_unmute_unmute": does(),
    "conversation_begin_danger_begin_danger": does(),
    "conversation_tick_danger_tick_danger": does("step", OK, CONFLICT),
    "conversation_end_danger_end_danger": does("", OK, CONFLICT),
    "conversation_same_person_same_person": does("code", CONFLICT),
    "conversation_attach_attach": Operation(
        "consultant", OF, body=case_of, expects=frozenset({OK, CONFLICT})
    ),
    "check_word_retrieve": reads("consultant", OF, shows=False),
    "check_word_note": Operation(
        "consultant",
        OF,
        body=lambda world: {"was_right": True},
        expects=frozenset({CONFLICT}),
    ),
    "own_limit_retrieve": reads("consultant", shows=False),
    "own_limit_create": Operation("consultant", body=lambda world: {"most": 1}),
    "resident_texts_list": reads("administrator"),
    "resident_texts_one_retrieve": reads("administrator", resident_text),
    "resident_texts_one_partial_update": Operation(
        "administrator",
        resident_text,
        True,
        body=lambda world: {"text": {"pl": world.canary}},
        of=lambda world: world.desk.text,
    ),
}
