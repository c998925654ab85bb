"""The city's mailbox, what came through it, and the letters by which answers are told of."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.files.choices import Refusal
from casework.intake.models.conversation import Conversation
from casework.intake.models.message import Message
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

T, O = FieldClass.TECHNICAL, FieldClass.ORGANISATIONAL  # noqa: E741 - as in a table


class MailTrouble(models.TextChoices):
    """Why the mailbox could not be read."""

    ADDRESS = "address", _("There is no such server, or it must not be asked.")
    CONNECTION = "connection", _("The server does not answer.")
    CERTIFICATE = "certificate", _("The server's certificate is not valid.")
    PASSWORD = "password", _("The server refuses the name or the password.")
    FOLDER = "folder", _("The mailbox has no such folder.")
    ANSWER = "answer", _("The server answers otherwise than a mail server should.")


class Mailbox(CityModel):
    """The one mailbox that the city has read; mails up to ``last_uid`` have been stored."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    is_on = models.BooleanField(_("Read this mailbox"), default=False)
    address = models.EmailField(_("Its e-mail address"), max_length=254)
    host = models.CharField(_("Server (IMAP)"), max_length=253)
    port = models.PositiveIntegerField(_("Port"), default=993)
    username = models.CharField(_("User name"), max_length=254)
    password = EncryptedTextField(_("Password"))
    folder = models.CharField(_("Folder"), max_length=100, default="INBOX")
    uid_validity = models.BigIntegerField(null=True, editable=False)
    last_uid = models.BigIntegerField(default=0, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(
        max_length=20, choices=MailTrouble, blank=True, default="", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": T, "only": T, "is_on": T, "address": O, "host": O, "port": O, "username": O,
        "password": FieldClass.SECRET, "folder": O, "uid_validity": T, "last_uid": T,
        "checked_at": T, "trouble": T, "version": T,
    }  # fmt: skip

    class Meta(CityModel.Meta):
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="mailbox_only")]

    def __str__(self) -> str:
        return self.address


class MailFate(models.TextChoices):
    """What became of an e-mail."""

    NEW = "new", _("a new conversation")
    REPLY = "reply", _("a message in a conversation")
    AUTOMATIC = "automatic", _("sent by a machine, left in the mailbox")
    UNREADABLE = "unreadable", _("not readable, left in the mailbox")


class IncomingMail(CityModel):
    """One e-mail that was taken from the mailbox, once; its words lie in the conversation.

    ``identity`` is a keyed hash of its Message-ID, sender and words, so that a server which numbers
    its mails anew brings none twice. The numbers are those of the server it came from, and another
    one may have the same. It outlives the conversation.
    """

    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    identity = models.BinaryField(max_length=32, unique=True)
    fate = models.CharField(max_length=20, choices=MailFate)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    attachments = models.PositiveSmallIntegerField(default=0)
    files_taken = models.BooleanField(db_default=False, default=False)
    is_cut = models.BooleanField(default=False)
    stored_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": T, "uid_validity": T, "uid": T, "identity": FieldClass.SECRET, "fate": T,
        "conversation": T, "attachments": T, "files_taken": T, "is_cut": T, "stored_at": T,
    }  # fmt: skip

    class Meta(CityModel.Meta):
        ordering = ["stored_at"]

    def __str__(self) -> str:
        return f"{self.uid_validity}/{self.uid}"


class LeftAttachment(CityModel):
    """What came with an e-mail and was not kept: it lies in the mailbox, under this name."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="left_attachments")
    number = models.PositiveSmallIntegerField(help_text="within its message, from 1")
    name = EncryptedTextField()
    refusal = models.CharField(max_length=10, choices=Refusal)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": T, "message": T, "number": T, "name": FieldClass.CLIENT_NARRATIVE, "refusal": T,
        "created_at": T,
    }  # fmt: skip

    class Meta(CityModel.Meta):
        ordering = ["created_at", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "number"], name="left_attachment_number_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MailSender(CityModel):
    """Whom we may tell of an answer by e-mail: who wrote by e-mail, unless a machine did."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="mail_sender")
    address = EncryptedTextField()
    address_hash = models.BinaryField(max_length=32, db_index=True)
    may_tell = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": T, "conversation": T, "address": FieldClass.CLIENT_IDENTIFYING,
        "address_hash": FieldClass.SECRET, "may_tell": T, "created_at": T,
    }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class Letter(CityModel):
    """One e-mail to somebody who wrote by e-mail; it says that there is news, and no more.

    Its id is that of the e-mail, by which an answer to it finds its conversation. ``key_hash``
    is the keyed hash of a key that shows the receipt code once, within some days.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="letters")
    key_hash = models.BinaryField(max_length=32, unique=True, null=True)
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": T, "conversation": T, "key_hash": FieldClass.SECRET, "used_at": T, "created_at": T,
    }  # fmt: skip

    class Meta(CityModel.Meta):
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.pk)
