"""The way back with the receipt code. See ``start`` for what all these pages share."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.intake import selectors, slow_lane
from casework.intake.actions import end_chat, enter_chat, leave_chat, write_again
from casework.intake.budget import WRONG_CODES
from casework.intake.chat import presence
from casework.intake.chat.presence import BY_RELOAD
from casework.intake.chat.said import last_voice
from casework.intake.chat.standing import standing
from casework.intake.envelope import read_id
from casework.intake.files import number_of_files
from casework.intake.models import Conversation
from casework.intake.public.children import help_for_children
from casework.intake.public.display import keep_what_was_chosen, look_as_chosen
from casework.intake.public.forms import CodeForm, ReplyForm
from casework.intake.public.start import where_people_can_write, without_switch
from casework.intake.to_a_child import is_a_child, speaking_to_a_child
from casework.partners.choices import OrganisationRole
from casework.partners.selectors import organisation_with_role
from ostoja.privacy.receipts import normalise
from ostoja.ui.display.carrying import keeps_what_was_typed


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@where_people_can_write
@keeps_what_was_typed
def return_with_code(request: HttpRequest) -> HttpResponse:
    """The way back: the code opens the conversation, and travels in the form's body only."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():  # no code at all, so no guess either
        if _is_shown_again(request):
            return _code_page(request, CodeForm(initial=request.POST.dict()))
        return _code_page(request, form, status=422)
    code, carried = form.cleaned_data["code"], request.POST.get("ticket", "")
    if WRONG_CODES.is_spent(request) and not slow_lane.is_due(code, carried):
        return _once_more(request, form, slow_lane.kept_or_new(code, carried))
    conversation = selectors.conversation_by_code(code)
    if conversation is None:
        WRONG_CODES.spend(request)
        form.add_error("code", _("No conversation has this code. Check each digit and try again."))
        return _code_page(request, form, status=422)
    return _opened(request, conversation)


def _is_shown_again(request: HttpRequest) -> bool:
    """In another language or look: nothing is checked and nothing is done."""
    return "language" in request.POST


def _opened(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if _is_shown_again(request):
        keep_what_was_chosen(request, conversation)
        return _conversation_page(request, conversation, ReplyForm(initial=request.POST.dict()))
    if "text" in request.POST and "look" not in request.POST:
        return _reply(request, conversation)
    if "chat" in request.POST:
        conversation = enter_chat(conversation=conversation, lasts=BY_RELOAD)
    typed = {"text": request.POST.get("text", "")}  # begun, and not sent by a look at what is new
    return _conversation_page(request, conversation, ReplyForm(initial=typed))


def _once_more(request: HttpRequest, form: CodeForm, ticket: str) -> HttpResponse:
    """Shown before any code is looked up, so that right and wrong ones are answered alike."""
    seconds = int(slow_lane.WAIT.total_seconds())
    response = _code_page(request, form, status=429, ticket=ticket, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response


def _code_page(
    request: HttpRequest, form: CodeForm, status: int = 200, **more: Any
) -> HttpResponse:
    """What was written to the conversation stays on the page until the code fits again."""
    typed = request.POST.get("text")
    reply = ReplyForm({"text": typed}) if typed else None
    context = {"form": form, "reply": reply, "submission": _submission(request), **more}
    context["has_files"] = bool(request.FILES)
    return render(
        request, "intake/return.html", {**context, **without_switch(request)}, status=status
    )


def _reply(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Keep what was written; who leaves or ends the talk may have written something or not."""
    form = ReplyForm(request.POST, request.FILES)
    form.takes(number_of_files(conversation) if request.FILES else 0)
    is_going = {"leave", "end"} & set(request.POST)
    is_empty = not (request.POST.get("text", "").strip() or request.FILES)
    if not form.is_valid() and not (is_going and is_empty):
        return _conversation_page(request, conversation, form, status=422)
    if not is_empty:
        write_again(conversation=conversation, submission=_submission(request), **form.cleaned_data)
    if "leave" in is_going:
        leave_chat(conversation=conversation)
    elif is_going:
        end_chat(conversation=conversation, by=None)
    elif "chat" in request.POST:
        enter_chat(conversation=conversation, lasts=BY_RELOAD)
    conversation.refresh_from_db()
    return _conversation_page(request, conversation, ReplyForm(), was_sent=not is_empty)


def _conversation_page(
    request: HttpRequest,
    conversation: Conversation,
    form: ReplyForm,
    *,
    was_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    look_as_chosen(request, conversation)
    code = normalise(request.POST["code"]) or ""
    young = is_a_child(conversation)
    context = {
        "form": form,
        "child_help": help_for_children(request) if young else None,
        **_live(conversation),
        "conversation": conversation,
        "spoken": selectors.spoken_to_resident(conversation),
        "body": organisation_with_role(OrganisationRole.CRISIS_CENTRE),
        "code": code,
        "ticket": slow_lane.pass_for(code),
        "submission": _submission(request) if form.errors else uuid4(),
        "was_sent": was_sent,
        "has_files": bool(request.FILES) and not was_sent and not form.errors,
        **without_switch(request),
    }
    with speaking_to_a_child(is_one=young):
        return render(request, "intake/resident_conversation.html", context, status=status)


def _live(conversation: Conversation) -> dict[str, Any]:
    """What the page needs for a live talk; nothing is asked where there is none."""
    if not presence.is_there(conversation):
        return {"is_live": False}
    return {
        "is_live": True,
        "standing": standing(conversation),
        "last": conversation.last_number,
        "last_voice": last_voice(conversation),
    }


def _submission(request: HttpRequest) -> UUID:
    return read_id(request.POST.get("submission", "")) or uuid4()
