"""What programs read of a conversation."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import Shown
from api.v1.files_shown import MessageFileShown
from casework.intake.answers import About, Answer, NotSaid, SafeTime
from casework.intake.choices import Author, Channel, ConversationState, Doubt
from casework.intake.models import Conversation as ConversationRow
from casework.intake.safe_contact import safe_contact_of


class ConversationRowShown(Shown):
    """A conversation in the inbox: who waits and how long, nothing of what was written."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ConversationState.choices)
    channel = serializers.ChoiceField(choices=Channel.choices, help_text="How it came.")
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
        "channel": "form",
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
