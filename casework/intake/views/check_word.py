"""Asking for the check word in a live talk, and noting what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.refusal import NotAllowed
from casework.intake import actions, selectors
from casework.intake.models import Conversation
from casework.intake.views.conversations import conversation_with, with_what_was_typed
from casework.intake.views.tools import typed_in
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

RIGHT, WRONG, ASK = "right", "wrong", "ask"


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_check_word(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put the question into the answer, or note how it was answered."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    done = request.POST.get("check_word", "")
    if done == ASK:
        typed = typed_in(request).rstrip()
        text = f"{typed}\n\n{question_for(found)}" if typed else question_for(found)
        return conversation_with(request, pk, text)
    try:
        if done in {RIGHT, WRONG}:
            actions.note_check_word(conversation=found, was_right=done == RIGHT, by=request.user)
            messages.success(request, _("Noted. Colleagues see it in this talk."))
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
    return with_what_was_typed(request, pk)


def question_for(conversation: Conversation) -> str:
    """In the language of the person, to be changed before it is sent."""
    with translation.override(conversation.language):
        return _("Before we go on: what is your check word?")
