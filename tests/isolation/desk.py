"""The desk's routes: what consultants and supervisors do beside answering."""

from typing import Any

from tests.isolation.route import Route, changes, pk_of
from tests.isolation.world import World

OF = pk_of("conversation")


def reply(world: World) -> dict[str, Any]:
    """The key of the canned reply."""
    return {"pk": world.desk.reply.pk}


DESK = {
    "desk_break": changes("consultant", lambda world: {}),
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
