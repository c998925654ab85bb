"""The live talk of a member of staff whose WebSockets are blocked, and its end."""

import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.intake import actions, selectors
from casework.intake.chat import hints, presence
from casework.intake.chat.pace import PACE
from casework.intake.chat.said import Facts, last_number, read_number, said_after, voice_of
from casework.intake.chat.staff import say_as_staff, state_for
from casework.intake.choices import Author
from casework.intake.models import Conversation
from casework.intake.public.chatting import WAITS, answer
from casework.intake.views.conversations import with_what_was_typed
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.live.waiting import listening
from tenants.fence import current_city


@require_POST
@requires(Permission.CONVERSATION_VIEW)
def conversation_news(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep what was written, and give what is new."""
    if "text" in request.POST:
        found = selectors.seen_again(request.user, pk, Permission.CONVERSATION_ANSWER)
        return answer([_kept(request, found)])
    found = selectors.seen_on(request.user, pk)
    presence.note_at_work(request.user)
    after = read_number(request.POST.get("after"), last_number(found))
    voice = voice_of(found.pk, request.user.pk)
    return answer([{"type": "welcome", "voice": voice}, *_news(request, found, after)])


def _kept(request: StaffRequest, found: Conversation) -> Facts:
    seconds = PACE.comes_again((current_city(), request.session.session_key))
    if seconds > 0:
        return {"type": "later", "id": request.POST.get("id", "")[:36], "seconds": seconds}
    return say_as_staff(request.user, found, request.POST.dict(), request.FILES)


def _news(request: StaffRequest, found: Conversation, after: int) -> list[Facts]:
    """What comes after this number, and how it stands now; waits while neither is new."""
    with listening(hints.channel(found.pk), request.session.session_key) as ear:
        until = time.monotonic() + WAITS
        while True:
            row = selectors.seen_again(request.user, found.pk, Permission.CONVERSATION_VIEW)
            said, state = said_after(row, after, Author.STAFF), state_for(request.user, row)
            is_new = said or not _is_known(state, request)
            left = until - time.monotonic()
            if is_new or ear is None or left <= 0:
                return [*said, state]
            if not ear.waits(left):
                return [state]


def _is_known(state: Facts, request: StaffRequest) -> bool:
    """Whether the page says so already."""
    told = [request.POST.get("version", ""), request.POST.get("stance", "")]
    return [str(state["version"]), str(state["present"]).lower()] == told


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_end_chat(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """End the live talk; the conversation stays open."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        actions.end_chat(conversation=found, by=request.user)
        messages.success(request, _("The live talk has ended. The person can still write."))
    except actions.HeldBySomebodyElse as held:
        words = _("%(name)s answers this conversation now.")
        messages.warning(request, words % {"name": held.conversation.claimed_by})
    return with_what_was_typed(request, pk)
