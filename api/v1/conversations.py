"""The inbox: what residents wrote, and what we answer."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Nothing, Shown, Text
from api.openapi.operations import operation
from api.problems import Refused
from api.resources import Resource, given
from api.v1.cases import new_case_facts, shown_case
from api.v1.cases_shown import Case
from api.v1.cases_taken import NewCase
from api.v1.files_shown import MessageFileShown
from casework.intake import actions, selectors
from casework.intake.answers import About, Answer, NotSaid, SafeTime
from casework.intake.beside import carried_into_case
from casework.intake.choices import Author, ConversationState, Doubt
from casework.intake.models import Conversation as ConversationRow
from casework.intake.safe_contact import safe_contact_of
from ostoja.access.permissions import Permission

OPENED_BEFORE = _("Case %(number)s has already been opened from this conversation.")


class ConversationRowShown(Shown):
    """A conversation in the inbox: who waits and how long, nothing of what was written."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ConversationState.choices)
    language = serializers.CharField()
    waiting_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when the resident waits for a word; null: not now."
    )
    created_at = serializers.DateTimeField()
    claimed_by = serializers.UUIDField(
        source="claimed_by_id", allow_null=True, help_text="Who answers it, or answered last."
    )
    entry_point = serializers.CharField(
        source="entry_point.code", default=None, allow_null=True, help_text="Code it came through."
    )
    case = serializers.UUIDField(source="case_id", allow_null=True)
    is_minor = serializers.BooleanField(
        allow_null=True, help_text="What the person said of their age; null: nothing."
    )
    about = serializers.ChoiceField(
        choices=[("", ""), *About.choices], help_text="Whom it is about; or empty."
    )
    is_doubtful = serializers.BooleanField(help_text="A machine may have sent it.")
    doubt = serializers.ChoiceField(
        choices=[("", ""), *Doubt.choices], help_text="Why that was thought; or empty."
    )
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c41",
        "state": "waiting",
        "language": "uk",
        "waiting_since": "2026-11-22T09:40:00+01:00",
        "created_at": "2026-11-22T09:40:00+01:00",
        "claimed_by": None,
        "entry_point": "KNRK77",
        "case": None,
        "is_minor": None,
        "about": "me",
        "is_doubtful": False,
        "doubt": "",
        "is_sample": False,
        "version": 1,
    }


class Message(Shown):
    """One message; numbers have no gaps."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    author = serializers.ChoiceField(choices=Author.choices)
    staff = serializers.UUIDField(source="staff_id", allow_null=True)
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    files = MessageFileShown(many=True)

    example: ClassVar = {
        "id": "1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d51",
        "number": 1,
        "author": "resident",
        "staff": None,
        "text": "Potrzebuję rozmowy.",
        "created_at": "2026-11-22T09:40:00+01:00",
        "files": [MessageFileShown.example],
    }


class SafeContact(Shown):
    """How the person may be reached outside the conversation. What was not said is no."""

    may_call = serializers.ChoiceField(choices=[("", ""), *Answer.choices])
    may_write = serializers.ChoiceField(
        choices=[("", ""), *Answer.choices], help_text="By text message or e-mail."
    )
    phone = serializers.CharField(help_text="E.164, or empty.")
    email = serializers.CharField()
    times = serializers.ListField(
        child=serializers.ChoiceField(choices=SafeTime.choices),
        help_text="When it is safe, on Poland's clock; a time that is not named is not.",
    )
    may_leave_message = serializers.ChoiceField(choices=[("", ""), *Answer.choices])
    ask_for = serializers.CharField(help_text="By which name to ask.")
    check_word = serializers.CharField(help_text="Ask for it before you say why you call.")
    note = serializers.CharField(help_text="Where it says something, no program may write or call.")

    example: ClassVar = {
        "may_call": "yes",
        "may_write": "no",
        "phone": "+48600000000",
        "email": "",
        "times": ["morning"],
        "may_leave_message": "no",
        "ask_for": "Ola",
        "check_word": "wrzos",
        "note": "",
    }


class Conversation(ConversationRowShown):
    """A conversation with all its messages."""

    messages = Message(many=True)
    needs = serializers.SerializerMethodField(help_text="Keys of the needs that the person named.")
    no_needs = serializers.ChoiceField(
        choices=[("", ""), *NotSaid.choices], help_text="Why none was named, where that was said."
    )
    safe_contact = serializers.SerializerMethodField(help_text="null: nothing was said.")

    example: ClassVar = {
        **ConversationRowShown.example,
        "messages": [Message.example],
        "needs": ["psychological"],
        "no_needs": "",
        "safe_contact": SafeContact.example,
    }

    def get_needs(self, row: ConversationRow) -> list[str]:
        return [one.need.key for one in row.needs.select_related("need")]

    @extend_schema_field(SafeContact(allow_null=True))
    def get_safe_contact(self, row: ConversationRow) -> dict[str, Any] | None:
        rules = safe_contact_of(row)
        return SafeContact(rules).data if rules else None


class Reply(Body):
    """What is written to the resident."""

    text = Text()

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
        "Whoever answers holds the conversation from then on.",
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
