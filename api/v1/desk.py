"""What staff know of a conversation beside its words, and what they do for each other."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.desk_shown import Desk
from api.v1.desk_taken import (
    ExistingCase,
    GivenCode,
    NewMute,
    NewRisk,
    Passing,
    Reason,
    Ticked,
    Words,
)
from casework.cases.selectors import case_for
from casework.intake import actions, selectors
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.desk.replies import replies_for
from casework.intake.desk.selectors import quiet_now
from casework.intake.models import Conversation, DangerRun, RiskFlag
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


class DeskView(Resource):
    """Only for consultants and supervisors; every reading is recorded."""

    tag = "conversations"
    part = "inbox"
    permission = Permission.CONVERSATION_ADVISE
    permissions: ClassVar = {"attach": Permission.CASE_OPEN}

    @operation("Read what staff know of a conversation", gives=Desk)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(pk)

    @operation(
        "Pass a conversation on",
        "To a colleague who is free, or back to the queue. 409 says why somebody cannot take it.",
        takes=Passing,
        gives=Desk,
        versioned=True,
    )
    def pass_on(self, request: Request, pk: UUID) -> Response:
        found, version, sent = self._found(pk), self.version, self.body(Passing)
        to = sent.get("receiver")
        receiver = get_object_or_404(User, pk=to) if to else None
        actions.pass_on(
            conversation=found,
            version=version,
            receiver=receiver,
            note=sent["note"],
            by=self.user,
        )
        return self._shown(pk)

    @operation("Note a risk", takes=NewRisk, gives=Desk)
    def set_risk(self, request: Request, pk: UUID) -> Response:
        found, sent = self._found(pk), self.body(NewRisk)
        kind, reason = Risk(sent["kind"]), sent["reason"]
        actions.set_risk(conversation=found, kind=kind, reason=reason, by=self.user)
        return self._shown(pk)

    @operation("Take a risk back", takes=Reason, gives=Desk)
    def withdraw_risk(self, request: Request, pk: UUID, risk: UUID) -> Response:
        found, sent = self._found(pk), self.body(Reason)
        get_object_or_404(RiskFlag, pk=risk, conversation=pk)
        actions.withdraw_risk(conversation=found, pk=risk, reason=sent["reason"], by=self.user)
        return self._shown(pk)

    @operation("Say something aside", "The resident never reads it.", takes=Words, gives=Desk)
    def aside(self, request: Request, pk: UUID) -> Response:
        found, text = self._found(pk), self.body(Words)["text"]
        actions.write_aside(conversation=found, submission=self.submission, text=text, by=self.user)
        return self._shown(pk)

    @operation(
        "Call for help", "The supervisors on duty are told at once.", takes=Nothing, gives=Desk
    )
    def help(self, request: Request, pk: UUID) -> Response:
        found = self._found(pk)
        self.body(Nothing)
        actions.call_for_help(conversation=found, by=self.user)
        return self._shown(pk)

    @operation("Say that you are coming", takes=Nothing, gives=Desk)
    def coming(self, request: Request, pk: UUID) -> Response:
        found = self._found(pk)
        self.body(Nothing)
        actions.say_coming(conversation=found, by=self.user)
        return self._shown(pk)

    @operation(
        "Mute or ban a conversation",
        "For a while; never an address. What the person writes is kept.",
        takes=NewMute,
        gives=Desk,
    )
    def mute(self, request: Request, pk: UUID) -> Response:
        found, sent = self._found(pk), self.body(NewMute)
        facts = {"kind": Quiet(sent["kind"]), "until": sent["until"], "reason": sent["reason"]}
        actions.keep_quiet(conversation=found, by=self.user, **facts)
        return self._shown(pk)

    @operation("Let a conversation ring again", takes=Nothing, gives=Desk)
    def unmute(self, request: Request, pk: UUID) -> Response:
        found = self._found(pk)
        self.body(Nothing)
        actions.lift_quiet(conversation=found, by=self.user)
        return self._shown(pk)

    @operation("Begin the procedure for danger to life", takes=Nothing, gives=Desk)
    def begin_danger(self, request: Request, pk: UUID) -> Response:
        found = self._found(pk)
        self.body(Nothing)
        actions.begin_danger(conversation=found, by=self.user)
        return self._shown(pk)

    @operation("Tick a step of the procedure", takes=Ticked, gives=Desk)
    def tick_danger(self, request: Request, pk: UUID) -> Response:
        found, step = self._found(pk), self.body(Ticked)["step"]
        actions.tick_danger(conversation=found, step=step, by=self.user)
        return self._shown(pk)

    @operation("End the procedure", takes=Nothing, gives=Desk)
    def end_danger(self, request: Request, pk: UUID) -> Response:
        found = self._found(pk)
        self.body(Nothing)
        actions.end_danger(conversation=found, by=self.user)
        return self._shown(pk)

    @operation(
        "Link the conversations of one person",
        "By the code that the person gave, and by nothing else.",
        takes=GivenCode,
        gives=Desk,
    )
    def same_person(self, request: Request, pk: UUID) -> Response:
        found, code = self._found(pk), self.body(GivenCode)["code"]
        actions.link_same_person(conversation=found, code=code, by=self.user)
        return self._shown(pk)

    @operation("Add a conversation to an existing case", takes=ExistingCase, gives=Desk)
    def attach(self, request: Request, pk: UUID) -> Response:
        found, sent = self._found(pk), self.body(ExistingCase)
        case = case_for(self.user, sent["case"], Permission.CASE_CHANGE)
        actions.attach_to_case(conversation=found, case=case, by=self.user)
        return self._shown(pk)

    def _found(self, pk: UUID) -> Conversation:
        return selectors.conversation_for(self.user, pk, Permission.CONVERSATION_ADVISE)

    def _shown(self, pk: UUID) -> Response:
        """All of it; that somebody read it is recorded."""
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_VIEW)
        return given(Desk(_desk_of(found)).data, version=found.version)


def _desk_of(found: Conversation) -> dict[str, Any]:
    run = found.danger_runs.filter(ended_at=None).first()
    return {
        "version": found.version,
        "risks": found.risk_flags.all(),
        "asides": found.side_messages.all(),
        "passings": found.passings.all(),
        "mute": quiet_now(found),
        "help": found.help_calls.first(),
        "danger": _steps_of(run) if run else None,
        "replies": replies_for(found.language),
    }


def _steps_of(run: DangerRun) -> list[dict[str, Any]]:
    done = dict(run.ticks.values_list("step", "at"))
    return [
        {"number": at, "text": text, "done_at": done.get(at)} for at, text in enumerate(run.steps)
    ]
