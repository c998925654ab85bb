"""How the person of a conversation may be reached without danger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.intake.answers import Answer
from casework.intake.models.conversation import Conversation
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class SafeContact(CityModel):
    """What the person said about being reached outside the conversation. What was not said is no.

    ``check_word`` is kept readable, since staff ask for it and hear it spoken (decision 0045).
    It is never shown to whoever comes back with the code.
    """

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="safe_contact")
    may_call = models.CharField(_("May we call?"), max_length=10, choices=Answer, blank=True)
    may_write = models.CharField(_("May we write?"), max_length=10, choices=Answer, blank=True)
    phone = EncryptedTextField(_("Telephone"), blank=True, default="")
    email = EncryptedTextField(_("E-mail address"), blank=True, default="")
    times = models.JSONField(_("When it is safe"), default=list, blank=True)
    may_leave_message = models.CharField(
        _("May we leave a message?"), max_length=10, choices=Answer, blank=True
    )
    ask_for = EncryptedTextField(_("By which name to ask"), blank=True, default="")
    check_word = EncryptedTextField(_("Check word"), blank=True, default="")
    note = EncryptedTextField(_("What else to mind"), blank=True, default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "may_call": FieldClass.CLIENT_DATA,
        "may_write": FieldClass.CLIENT_DATA,
        "phone": FieldClass.CLIENT_IDENTIFYING,
        "email": FieldClass.CLIENT_IDENTIFYING,
        "times": FieldClass.CLIENT_DATA,
        "may_leave_message": FieldClass.CLIENT_DATA,
        "ask_for": FieldClass.CLIENT_IDENTIFYING,
        "check_word": FieldClass.CLIENT_IDENTIFYING,
        "note": FieldClass.CLIENT_IDENTIFYING,
    }

    def __str__(self) -> str:
        return str(self.pk)
