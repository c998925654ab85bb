"""Photographs and documents that came with a message."""

from typing import ClassVar

from django.db import models

from casework.files.models import StoredFile
from casework.intake.models.message import Message
from ostoja.privacy.classification import FieldClass


class MessageFile(StoredFile):
    """One of a message's files; it goes when its conversation goes."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(help_text="within its message, from 1")

    privacy: ClassVar = {
        **StoredFile.privacy,
        "message": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
    }

    class Meta(StoredFile.Meta):
        ordering = ["number"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(fields=["message", "number"], name="message_file_number_once"),
            models.UniqueConstraint(fields=["message", "origin"], name="message_file_once"),
        ]

    @property
    def subject(self) -> models.Model:
        """Its conversation, or the case that this belongs to."""
        conversation = self.message.conversation
        return conversation.case or conversation

    def settled(self) -> None:
        """Both sides are told to look again."""
        from casework.intake.chat import hints

        hints.changed(self.message.conversation)
