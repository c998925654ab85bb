"""What is written in a case."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import (
    NoteVisibility,
)
from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Note(CityModel):
    """Something written in a case; ``visibility`` says who of those involved reads it."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = EncryptedTextField(_("Note"))
    visibility = models.CharField(_("Who may read it"), max_length=12, choices=NoteVisibility)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    author_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "text": FieldClass.CLIENT_NARRATIVE,
        "visibility": FieldClass.TECHNICAL,
        "author": FieldClass.STAFF,
        "author_group": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
