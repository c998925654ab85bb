"""The live talk of somebody whose WebSockets are blocked: the same frames, asked for one by one.

What the person sends and what is new travels in requests that wait for news for a while.
"""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from casework.intake.actions import enter_chat
from casework.intake.chat import hints, presence
from casework.intake.chat.by_code import Refused, opened_by
from casework.intake.chat.pace import PACE
from casework.intake.chat.resident import say_as_resident
from casework.intake.chat.said import Facts, last_number, read_number, said_after
from casework.intake.chat.standing import standing
from casework.intake.choices import Author
from casework.intake.models import Conversation
from casework.intake.public.start import where_people_can_write
from ostoja.live.waiting import listening
from tenants.fence import current_city

WAITS = 15.0  # seconds; shorter than a proxy's or a server's own patience
TOO_MANY = 429


@csrf_exempt
@require_POST
@where_people_can_write
def chat_news(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, and give what is new; the code travels in the body alone."""
    sent = request.POST
    found = opened_by(sent.get("code", "")[:100], sent.get("ticket", "")[:500], request)
    if isinstance(found, Refused):
        return _refused(found)
    if "text" in sent:
        return answer([_kept(found, sent.dict(), request.FILES)])
    after = read_number(sent.get("after"), last_number(found))
    _sign_of_life(found)
    return answer(news(found, after, Author.RESIDENT, sent.get("stance", "")))


def _sign_of_life(found: Conversation) -> None:
    """A page that was silent for long comes back to a new talk, as over a socket: whoever holds the
    device now may be somebody else. One that has left stays away.
    """
    if found.chat_until is not None and not presence.is_there(found):
        enter_chat(conversation=found)
    else:
        presence.still_there([found.pk])


def _refused(why: Refused) -> HttpResponse:
    if not why.ticket:
        return answer([{"type": "refused", "why": "code"}], status=403)
    return answer([{"type": "wait", "seconds": why.seconds, "ticket": why.ticket}], status=TOO_MANY)


def _kept(found: Conversation, sent: dict[str, Any], files: Any) -> Facts:
    if (seconds := PACE.comes_again((current_city(), found.pk))) > 0:
        return {"type": "later", "id": str(sent.get("id", ""))[:36], "seconds": seconds}
    return say_as_resident(found, sent, files)


def news(found: Conversation, after: int, side: Author, stance: str) -> list[Facts]:
    """What comes after this number, and how it stands now; waits while neither is new."""
    with listening(hints.channel(found.pk), side) as ear:
        until = time.monotonic() + WAITS
        while True:
            said = said_after(found, after, side)
            state = _state(found)
            left = until - time.monotonic()
            if said or ear is None or left <= 0 or state["stance"] != stance:
                return [*said, state]
            if not ear.waits(left):
                return [state]


def _state(found: Conversation) -> Facts:
    return standing(get_object_or_404(Conversation, pk=found.pk)).facts()


def answer(frames: list[Facts], status: int = 200) -> HttpResponse:
    """Frames as they travel over a socket, in the page's language; kept by nobody."""
    return JsonResponse(
        {"frames": frames, "language": translation.get_language()},
        status=status,
        headers={"Cache-Control": "no-store"},
    )
