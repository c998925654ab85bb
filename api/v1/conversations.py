"""The inbox: what residents wrote, and what we answer."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Nothing, Text
from api.openapi.operations import operation
from api.problems import Refused
from api.resources import Resource, given
from api.v1.cases import new_case_facts, shown_case
from api.v1.cases_shown import Case
from api.v1.cases_taken import NewCase
from api.v1.conversations_shown import Conversation, ConversationRowShown
from casework.intake import actions, selectors
from casework.intake.choices import Channel, ConversationState
from casework.intake.desk.beside import carried_into_case
from casework.intake.models import Conversation as ConversationRow
from ostoja.access.permissions import Permission

OPENED_BEFORE = _("Case %(number)s has already been opened from this conversation.")


class Reply(Body):
    """What is written to the resident; ``reason`` as in ``Claim``."""

    text = Text()
    reason = Text(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Why you take one more than the city lets one person hold.",
    )

    example: ClassVar = {"text": "Dzień dobry. Jesteśmy tu i czytamy."}


class Claim(Body):
    """Why somebody takes one more than the city lets one person hold; else nothing."""

    reason = Text(required=False, allow_blank=True, max_length=2000)

    example: ClassVar = {"reason": "Nikogo innego nie ma na dyżurze."}


class ConversationFilter(django_filters.FilterSet):
    """Which conversations to list."""

    state = django_filters.ChoiceFilter(
        choices=ConversationState.choices, help_text="Whose turn it is."
    )
    channel = django_filters.ChoiceFilter(choices=Channel.choices, help_text="How it came.")
    language = django_filters.CharFilter(max_length=2, help_text="Language of the resident.")
    mine = django_filters.BooleanFilter(method="own", help_text="true: only those I answer.")

    def own(self, rows: Any, name: str, value: bool) -> Any:
        """The person of the token."""
        user = self.request.user  # type: ignore[union-attr]
        return rows.filter(claimed_by=user) if value else rows


class ConversationView(Resource):
    """Only for those whose role reads the inbox; every reading is recorded."""

    tag = "conversations"
    part = "inbox"
    permission = Permission.CONVERSATION_VIEW
    permissions: ClassVar = {
        "claim": Permission.CONVERSATION_ANSWER,
        "release": Permission.CONVERSATION_ANSWER,
        "answer": Permission.CONVERSATION_ANSWER,
        "say": Permission.CONVERSATION_ANSWER,
        "close": Permission.CONVERSATION_ANSWER,
        "open_case": Permission.CASE_OPEN,
    }
    ordering = ("-created_at", "-id")
    filters = ConversationFilter

    @operation("List the inbox", "The latest first.", gives=ConversationRowShown, page=True)
    def list(self, request: Request) -> Response:
        rows = selectors.conversations_visible_to(self.user)
        return self.fast_page(rows, ConversationRowShown)

    @operation("Read a conversation", gives=Conversation)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._seen(pk)

    @operation(
        "Take a conversation",
        "Out of the queue. Of any number of people at once one gets it; the others get 409, and so"
        " does who holds as many as the city allows and gives no reason.",
        takes=Claim,
        gives=Conversation,
    )
    def claim(self, request: Request, pk: UUID) -> Response:
        reason = self.body(Claim).get("reason", "")
        actions.claim(conversation=self._to_answer(pk), reason=reason, by=self.user)
        return self._seen(pk)

    @operation(
        "Put a conversation back",
        "Your own, or that of a colleague who is away.",
        takes=Nothing,
        gives=Conversation,
        versioned=True,
    )
    def release(self, request: Request, pk: UUID) -> Response:
        found, version = self._to_answer(pk), self.version
        self.body(Nothing)
        actions.release(conversation=found, version=version, by=self.user)
        return self._seen(pk)

    @operation(
        "Answer the resident",
        "Whoever answers holds the conversation from then on. Taking somebody who waits counts as "
        "one more that you hold: 409 beyond the limit, unless you give a reason.",
        takes=Reply,
        gives=Conversation,
        versioned=True,
    )
    def answer(self, request: Request, pk: UUID) -> Response:
        found = self._to_answer(pk)
        version, sent = self.version, self.body(Reply)
        actions.answer(
            conversation=found,
            version=version,
            submission=self.submission,
            text=sent["text"],
            reason=sent.get("reason", ""),
            by=self.user,
        )
        return self._seen(pk)

    @operation(
        "Say something in a live talk",
        "No version is asked for: both sides write at once. While the person is there the "
        "conversation stays in your hands, else this is an answer.",
        takes=Reply,
        gives=Conversation,
    )
    def say(self, request: Request, pk: UUID) -> Response:
        found, sent = self._to_answer(pk), self.body(Reply)
        actions.say(
            conversation=found,
            submission=self.submission,
            text=sent["text"],
            reason=sent.get("reason", ""),
            by=self.user,
        )
        return self._seen(pk)

    @operation("Close a conversation", takes=Nothing, gives=Conversation, versioned=True)
    def close(self, request: Request, pk: UUID) -> Response:
        found, version = self._to_answer(pk), self.version
        self.body(Nothing)
        actions.close(conversation=found, version=version, by=self.user)
        return self._seen(pk)

    @operation(
        "Open a case from a conversation",
        "Led by your organisation. Where a colleague was quicker: 409, and nothing is kept.",
        takes=NewCase,
        gives=Case,
        status=201,
    )
    def open_case(self, request: Request, pk: UUID) -> Response:
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_VIEW)
        besides = found.case_id or self.submission
        told = {name: value for name, value in self.body(NewCase).items() if value != ""}
        sent = {**carried_into_case(found), **told}
        facts = new_case_facts(self.user, sent, besides)
        case, is_ours = actions.open_case_from(
            conversation=found, submission=self.submission, by=self.user, **facts
        )
        if not is_ours:
            raise Refused(409, OPENED_BEFORE % {"number": case.number})
        return shown_case(case, self.user, status=201)

    def _to_answer(self, pk: UUID) -> ConversationRow:
        return selectors.conversation_for(self.user, pk, Permission.CONVERSATION_ANSWER)

    def _seen(self, pk: UUID) -> Response:
        """All of it; that somebody read it is recorded."""
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_VIEW)
        prefetch_related_objects([found], "messages__files")
        return given(Conversation(found).data, version=found.version)
