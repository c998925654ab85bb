"""The procedure for danger to life in one conversation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake import actions, selectors
from casework.intake.desk.selectors import procedure
from casework.intake.forms.danger import EmergencyCallForm
from casework.intake.models import Conversation, DangerRun
from casework.intake.views.conversations import say_that_files_are_gone
from casework.intake.views.tools import SENT, typed_in
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CONVERSATION_ADVISE)
def conversation_danger(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Read, begin, call for help, note the call to 112, tick, end."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_VIEW)
    say_that_files_are_gone(request)
    done = request.POST.get(SENT, "")
    call = _call_of(request, found, done) if done else None
    is_wrong = call is not None and not call.is_valid()
    try:
        if call is not None and not is_wrong:
            _note(request, found, call)
        if not (is_wrong and done == "end"):  # its fields would go with what is wrong in them
            _do(request, found, done)
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
    if done and not typed_in(request) and not is_wrong:
        return redirect("conversation_danger", pk)
    return _page(request, found, call if is_wrong else None)


def _call_of(request: StaffRequest, found: Conversation, done: str) -> EmergencyCallForm:
    return EmergencyCallForm(request.POST, run=_running(found), must_say=done == "call")


def _note(request: StaffRequest, found: Conversation, call: EmergencyCallForm) -> None:
    """Whatever button was pressed: what was typed of the call is kept."""
    if call.has_changed() and call.moment is not None:
        actions.note_emergency_call(
            conversation=found,
            called_at=call.moment,
            dispatcher=call.cleaned_data["dispatcher"],
            by=request.user,
        )


def _do(request: StaffRequest, found: Conversation, done: str) -> None:
    if done == "begin":
        actions.begin_danger(conversation=found, by=request.user)
    elif done == "help":
        actions.call_for_help(conversation=found, by=request.user)
        messages.success(
            request, _("Your supervisors have been called. You see here who is coming.")
        )
    elif done == "end":
        actions.end_danger(conversation=found, by=request.user)
    elif done.isdecimal():
        actions.tick_danger(conversation=found, step=int(done[:4]), by=request.user)


def _running(found: Conversation) -> DangerRun | None:
    return found.danger_runs.filter(ended_at=None).first()


def _page(
    request: StaffRequest, found: Conversation, call: EmergencyCallForm | None
) -> HttpResponseBase:
    """The procedure, and how far it is here."""
    runs = list(found.danger_runs.select_related("begun_by", "ended_by"))
    running = next((run for run in runs if run.ended_at is None), None)
    context: dict[str, Any] = {
        "conversation": found,
        "procedure": procedure(),
        "run": running,
        "form": call or EmergencyCallForm(run=running),
        "steps": steps_of(running) if running else [],
        "past": [(run, steps_of(run)) for run in runs if run.ended_at is not None],
        "help_call": found.help_calls.select_related("asked_by", "coming").first(),
        "typed": typed_in(request),
    }
    status = 422 if call is not None else 200
    return render(request, "intake/desk/danger.html", context, status=status)


def steps_of(run: DangerRun) -> list[dict[str, Any]]:
    """Each step in its order, with who ticked it and when."""
    ticks = {tick.step: tick for tick in run.ticks.select_related("by")}
    return [
        {"number": at, "text": text, "tick": ticks.get(at)} for at, text in enumerate(run.steps)
    ]
