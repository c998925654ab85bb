"""The pages beside a conversation: passing on, risks, mutes, the same person, an existing case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_for, cases_visible_to
from casework.intake import actions, selectors
from casework.intake.choices import ConversationState
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.desk.on_duty import on_duty_now
from casework.intake.desk.selectors import desk_settings, who_answers
from casework.intake.forms.desk import (
    CaseNumberForm,
    GivenCodeForm,
    QuietForm,
    RiskForm,
    WithdrawForm,
)
from casework.intake.forms.passing_on import PassOnForm
from casework.intake.models import Conversation, RiskFlag
from casework.intake.views.conversations import with_what_was_typed
from casework.intake.views.tools import Tool
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


def _pass_on_form(request: StaffRequest, found: Conversation, data: Any) -> PassOnForm:
    team = who_answers(desk_settings().most_at_once)
    others = [one for one in team if one.person.pk not in {request.user.pk, found.claimed_by_id}]
    to_queue = found.state == ConversationState.CLAIMED
    initial = {"version": found.version}
    on_duty = on_duty_now()
    return PassOnForm(data, colleagues=others, on_duty=on_duty, to_queue=to_queue, initial=initial)


def _pass_on(request: StaffRequest, found: Conversation, form: PassOnForm) -> str:
    given, to = form.cleaned_data, form.chosen
    actions.pass_on(
        conversation=found,
        version=given["version"],
        receiver=to,
        note=given["note"],
        by=request.user,
    )
    if to is None:
        return _("The conversation is back in the queue, with your note.")
    return _("%(name)s has the conversation and your note now.") % {"name": to}


PASS_ON = Tool("intake/desk/pass_on.html", _pass_on_form, _pass_on)


@requires(Permission.CONVERSATION_ADVISE)
def conversation_pass_on(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """To a colleague, or back to the queue."""
    return PASS_ON.page(request, pk)


def _set_risk(request: StaffRequest, found: Conversation, form: RiskForm) -> str:
    given = form.cleaned_data
    actions.set_risk(
        conversation=found, kind=Risk(given["kind"]), reason=given["reason"], by=request.user
    )
    return _("The risk is noted. Everybody who opens the conversation sees it.")


RISK = Tool(
    "intake/desk/risk.html",
    lambda request, found, data: RiskForm(data, initial={"kind": request.GET.get("kind")}),
    _set_risk,
)


@requires(Permission.CONVERSATION_ADVISE)
def conversation_risk(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note a risk."""
    return RISK.page(request, pk)


@requires(Permission.CONVERSATION_ADVISE)
def conversation_risk_withdraw(request: StaffRequest, pk: UUID, flag: UUID) -> HttpResponseBase:
    """Take a risk back."""
    standing = get_object_or_404(RiskFlag, pk=flag, conversation=pk)

    def withdraw(request: StaffRequest, found: Conversation, form: WithdrawForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_risk(conversation=found, pk=flag, reason=reason, by=request.user)
        return _("The risk is taken back. It stays on record with both reasons.")

    tool = Tool(
        "intake/desk/risk_withdraw.html",
        lambda request, found, data: WithdrawForm(data),
        withdraw,
        lambda request, found: {"flag": standing},
    )
    return tool.page(request, pk)


def _quiet(request: StaffRequest, found: Conversation, form: QuietForm) -> str:
    given = form.cleaned_data
    actions.keep_quiet(
        conversation=found,
        kind=Quiet(given["kind"]),
        until=form.ends,
        reason=given["reason"],
        by=request.user,
    )
    return _("The conversation is muted. What the person writes is kept.")


QUIET = Tool("intake/desk/quiet.html", lambda request, found, data: QuietForm(data), _quiet)


@requires(Permission.CONVERSATION_ADVISE)
def conversation_quiet(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Mute or ban a conversation for a while."""
    return QUIET.page(request, pk)


@require_POST
@requires(Permission.CONVERSATION_ADVISE)
def conversation_quiet_lift(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Let it ring again."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ADVISE)
    actions.lift_quiet(conversation=found, by=request.user)
    messages.success(request, _("The conversation rings again."))
    return with_what_was_typed(request, pk)


def _link(request: StaffRequest, found: Conversation, form: GivenCodeForm) -> str:
    code = form.cleaned_data["code"]
    actions.link_same_person(conversation=found, code=code, by=request.user)
    return _("The two conversations are linked. Each leads to the other.")


SAME = Tool("intake/desk/same_person.html", lambda request, found, data: GivenCodeForm(data), _link)


@requires(Permission.CONVERSATION_ADVISE)
def conversation_same(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The person gave the code of an earlier conversation."""
    return SAME.page(request, pk)


def _attach(request: StaffRequest, found: Conversation, form: CaseNumberForm) -> str:
    number = form.cleaned_data["number"].strip()
    known = cases_visible_to(request.user).filter(number__iexact=number).first()
    if known is None:
        raise NotAllowed(_("You see no case with the number %(number)s.") % {"number": number})
    try:
        case = case_for(request.user, known.pk, Permission.CASE_CHANGE)
    except Http404:
        raise NotAllowed(_("You may read this case but not change it.")) from None
    actions.attach_to_case(conversation=found, case=case, by=request.user)
    return _("The conversation belongs to case %(number)s now.") % {"number": case.number}


ATTACH = Tool("intake/desk/attach.html", lambda request, found, data: CaseNumberForm(data), _attach)


@requires(Permission.CASE_OPEN)
def conversation_attach(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """To a case that there is already."""
    return ATTACH.page(request, pk)
