"""The page "Tell the person": which ways are safe now, and the text for the conversation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.cases.views.answers import posted, status_of
from casework.intake.actions import OverLimit
from casework.telling import actions, page, public_words, selectors, ways
from casework.telling.choices import State, Way
from casework.telling.forms.tell import NoticeForm, TellForm
from casework.telling.models import Telling
from casework.telling.refusals import TellingRefused
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form


@requires(Permission.CASE_VIEW)
def telling(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """What is to be told, by which ways it may be, and the form that writes to the person."""
    found = selectors.telling_for(request.user, pk)
    form = _tell_form(request, found)
    if form.is_valid():
        try:
            actions.tell_in_conversation(telling=found, by=request.user, **form.cleaned_data)
        except OverLimit as limit:
            form = _tell_form(request, found, asks_reason=True)
            form.add_error("reason", str(limit))
        except (NotAllowed, StaleObject) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The person was told in the conversation."))
            return redirect("case", found.case_id)
    return _page(request, found, form)


def _tell_form(request: StaffRequest, found: Telling, *, asks_reason: bool = False) -> TellForm:
    conversation = ways.conversation_to_write(found.case, request.user)
    first = {"text": public_words.proposal(found, conversation), "version": found.version}
    form = TellForm(posted(request), initial=first, asks_reason=asks_reason)
    has_notes = bool(ways.rules_of(found.case).notes)
    form.offer(page.notice_choices(found.case), has_notes=has_notes)
    return form


def refused(form: Form, refusal: Exception) -> None:
    """Why it was not done stands where it can be mended; what was typed stays."""
    if isinstance(refusal, StaleObject):
        form.overtaken(refusal.current)  # type: ignore[attr-defined]
        return
    field = refusal.field if isinstance(refusal, TellingRefused) else ""
    form.add_error(field if field in form.fields else None, str(refusal))


def _page(request: StaffRequest, found: Telling, form: TellForm) -> HttpResponse:
    """As it is now: a colleague may have been quicker, and what was typed stays."""
    if form.is_bound:
        found = selectors.telling_for(request.user, found.pk)
    case, user = found.case, request.user
    conversation = ways.conversation_to_write(case, user)
    waits = found.state == State.WAITING
    context: dict[str, Any] = {
        "telling": found,
        "case": case,
        "form": form,
        "tag": page.tag_of(found),
        "rows": page.rows_of(found),
        "ways": page.way_rows(ways.ways_of(case, user)) if waits else [],
        "reach": page.reach_rows(case, sight_of(case, user)),
        "attempts": page.attempt_rows(found),
        "waits": waits,
        "writes": (waits and conversation is not None) or form.is_bound,
        "there": page.conversation_facts(conversation, user) if conversation else {},
        "newer": selectors.newest_of(found) if found.state == State.OVERTAKEN else None,
        "may_notice": _may_notice(found),
    }
    return render(request, "telling/telling.html", context, status=status_of(form))


def _may_notice(found: Telling) -> bool:
    told = found.state == State.TOLD and found.way == Way.CONVERSATION
    return told and bool(page.notice_choices(found.case))


@requires(Permission.CASE_VIEW)
def telling_notice(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """A neutral message to a person for whom there is something to read."""
    found = selectors.telling_for(request.user, pk)
    if found.state != State.TOLD or found.way != Way.CONVERSATION:
        messages.warning(
            request, _("Write in the conversation first: a neutral message leads there.")
        )
        return redirect("telling", pk)
    form, rules = NoticeForm(posted(request)), ways.rules_of(found.case)
    choices = page.notice_choices(found.case)
    form.offer(choices, has_notes=bool(rules.notes))
    if choices and form.is_valid():
        given = form.cleaned_data
        try:
            actions.send_notice(
                telling=found,
                submission=given["submission"],
                way=given["notice"],
                note_read=given.get("note_read", False),
                by=request.user,
            )
        except NotAllowed as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The message is prepared. It leaves at a safe time."))
            return redirect("telling", pk)
    context = {
        "telling": found,
        "case": found.case,
        "form": form,
        "choices": choices,
        "notes": rules.notes,
        "reach": page.reach_rows(found.case, sight_of(found.case, request.user)),
        "ways": page.way_rows(
            one for one in ways.ways_of(found.case, request.user) if one.way != Way.CONVERSATION
        ),
    }
    return render(request, "telling/notice.html", context, status=status_of(form))
