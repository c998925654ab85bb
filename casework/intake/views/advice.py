"""What colleagues do for each other: the side thread, the call for help."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.refusal import NotAllowed
from casework.intake import actions, selectors
from casework.intake.desk.replies import reply_for
from casework.intake.desk.selectors import procedure
from casework.intake.envelope import read_id
from casework.intake.forms.desk import AsideForm
from casework.intake.models import Conversation
from casework.intake.views.conversations import (
    conversation_with,
    say_that_files_are_gone,
    with_what_was_typed,
)
from casework.intake.views.tools import SENT, typed_in
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

ADVISE = Permission.CONVERSATION_ADVISE


@requires(ADVISE)
def conversation_aside(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """What staff say about a conversation, and a word more; the page asks for itself again."""
    found = selectors.seen_on(request.user, pk)
    say_that_files_are_gone(request)
    form = AsideForm(request.POST if SENT in request.POST else None)
    if form.is_valid():
        submission, words = form.cleaned_data["submission"], form.cleaned_data["words"]
        actions.write_aside(conversation=found, submission=submission, text=words, by=request.user)
        form = AsideForm()
    context = {
        "conversation": found,
        "form": form,
        "said": found.side_messages.select_related("staff"),
        "typed": typed_in(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "intake/desk/aside.html", context, status=status)


@require_POST
@requires(ADVISE)
def conversation_help(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Call the supervisors on duty."""
    actions.call_for_help(conversation=_to_advise(request, pk), by=request.user)
    messages.success(request, _("Your supervisors have been called. You see here who is coming."))
    return with_what_was_typed(request, pk)


@require_POST
@requires(ADVISE)
def conversation_coming(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """I am coming."""
    try:
        actions.say_coming(conversation=_to_advise(request, pk), by=request.user)
        messages.success(request, _("Your colleague sees that you are coming."))
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
    return with_what_was_typed(request, pk)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_reply(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put a canned reply under what was typed; nothing is sent."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    reply = reply_for(read_id(request.POST.get("reply", "")), found.language)
    typed = typed_in(request)
    if reply is None:
        messages.warning(request, _("Choose a reply first."))
        return with_what_was_typed(request, pk)
    messages.success(request, _("The reply stands in the answer. Read and change it, then send."))
    text = f"{typed.rstrip()}\n\n{reply.text}" if typed.strip() else reply.text
    return conversation_with(request, pk, text)


@require_safe
@requires(Permission.CONVERSATION_VIEW)
def danger(request: StaffRequest) -> HttpResponseBase:
    """The procedure alone, to be read before it is needed."""
    return render(request, "intake/desk/procedure.html", {"procedure": procedure()})


@require_POST
@requires(ADVISE)
def conversation_back(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Back to the conversation with what was typed there."""
    _to_advise(request, pk)
    return with_what_was_typed(request, pk)


def _to_advise(request: StaffRequest, pk: UUID) -> Conversation:
    return selectors.conversation_for(request.user, pk, ADVISE)
