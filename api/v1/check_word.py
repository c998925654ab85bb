"""The check word of a later talk: which one to ask for, and how it was answered."""

from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Flag, Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.desk_shown import NOW, SOMEBODY
from casework.intake import actions, selectors
from casework.intake.desk.check_word import CheckWord, check_word_of
from casework.intake.models import Conversation
from ostoja.access.permissions import Permission


class CheckWordShown(Shown):
    """What to ask for now. All null: there is none to ask for in this talk."""

    word = serializers.CharField(allow_null=True, help_text="As the person chose it.")
    was_right = serializers.BooleanField(
        allow_null=True, help_text="How it was answered last in this talk; null: not yet."
    )
    asked_by = serializers.UUIDField(allow_null=True)
    asked_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "word": "zielona łódka",
        "was_right": True,
        "asked_by": SOMEBODY,
        "asked_at": NOW,
    }


class CheckWordAnswered(Body):
    """Whether the person knew it."""

    was_right = Flag()

    example: ClassVar = {"was_right": True}


class CheckWordView(Resource):
    """For whoever answers; each reading of the word is a reading of the conversation."""

    tag = "conversations"
    part = "inbox"
    permission = Permission.CONVERSATION_ANSWER

    @operation("Read which check word to ask for", gives=CheckWordShown)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._given(pk)

    @operation(
        "Note how the check word was answered",
        "409 where there is none to ask for now: nobody is there, or it is the first talk.",
        takes=CheckWordAnswered,
        gives=CheckWordShown,
    )
    def note(self, request: Request, pk: UUID) -> Response:
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_ANSWER)
        was_right = self.body(CheckWordAnswered)["was_right"]
        actions.note_check_word(conversation=found, was_right=was_right, by=self.user)
        return self._given(pk)

    def _given(self, pk: UUID) -> Response:
        selectors.conversation_for(self.user, pk, Permission.CONVERSATION_ANSWER)
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_VIEW)
        return given(CheckWordShown(_facts(found)).data, version=found.version)


def _facts(found: Conversation) -> dict[str, object]:
    asked = check_word_of(found) or CheckWord("")
    last = asked.last
    return {
        "word": asked.word or None,
        "was_right": last.was_right if last else None,
        "asked_by": last.asked_by_id if last else None,
        "asked_at": last.at if last else None,
    }
