"""Photographs and documents of a conversation."""

import base64
import binascii
from typing import Any, ClassVar
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Text
from api.forms_of_rooms import checked
from api.openapi.operations import operation
from api.parsers import FilesJSONParser
from api.resources import Resource, given
from api.v1.conversations_shown import Message
from api.v1.files_shown import MessageFileShown
from casework.files.choices import MOST_AT_ONCE, MOST_BYTES
from casework.files.serving import content_or_404
from casework.intake import actions, selectors
from casework.intake.files import file_in, number_of_files
from casework.intake.forms.inbox import AnswerForm
from casework.intake.models import MessageFile
from ostoja.access.permissions import Permission

NOT_BASE64 = _("Not Base64.")
LONGEST = MOST_BYTES * 4 // 3 + 4


class FileOfMessage(MessageFileShown):
    """A file with its content."""

    content = serializers.SerializerMethodField(help_text="Base64.")

    example: ClassVar = {**MessageFileShown.example, "content": "/9j/4AAQSkZJRgABAQAAAQABAAD="}

    def get_content(self, row: MessageFile) -> str:
        return base64.b64encode(content_or_404(row)).decode()


class AnswerWithFiles(Body):
    """An answer and its files. Where there are files, words may be missing."""

    text = Text(required=False, allow_blank=True)
    files = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST, help_text="Base64."),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="JPEG, PNG, WebP, PDF or plain text; up to 10 MB each, 20 MB together.",
    )

    example: ClassVar = {"text": "Tu jest mapa.", "files": ["TWFwYQ=="]}

    def validate_files(self, value: list[str]) -> list[SimpleUploadedFile]:
        """Their bytes."""
        return [_upload(number, text) for number, text in enumerate(value, start=1)]


def _upload(number: int, text: str) -> SimpleUploadedFile:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise serializers.ValidationError(NOT_BASE64) from None
    return SimpleUploadedFile(str(number), content)


class ConversationFileView(Resource):
    """Files go with an answer; each that is read is recorded."""

    tag = "conversations"
    part = "inbox"
    permission = Permission.CONVERSATION_VIEW
    permissions: ClassVar = {"answer": Permission.CONVERSATION_ANSWER}
    parser_classes = [FilesJSONParser]

    @operation("Read a file", "With its content, once it is ready.", gives=FileOfMessage)
    def retrieve(self, request: Request, pk: UUID, file: UUID) -> Response:
        found = selectors.seen_again(self.user, pk, Permission.CONVERSATION_VIEW)
        return given(FileOfMessage(file_in(found, file, by=self.user)).data)

    @operation(
        "Answer the resident with files",
        "What they tell besides is taken out. One that is refused refuses all, and says why.",
        takes=AnswerWithFiles,
        gives=Message,
        versioned=True,
    )
    def answer(self, request: Request, pk: UUID) -> Response:
        found = selectors.conversation_for(self.user, pk, Permission.CONVERSATION_ANSWER)
        version, sent = self.version, self.body(AnswerWithFiles)
        form = AnswerForm({"text": sent.get("text", "")}, MultiValueDict({"files": sent["files"]}))
        form.takes(number_of_files(found))
        facts: Any = checked(form).cleaned_data
        message = actions.answer(
            conversation=found,
            version=version,
            submission=self.submission,
            by=self.user,
            **facts,
        )
        found.refresh_from_db()
        return given(Message(message).data, version=found.version)
