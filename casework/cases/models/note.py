"""What is written in a case."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NoteKind, NoteVisibility
from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Note(CityModel):
    """Something written in a case; ``visibility`` says who of those involved reads it, ``named``
    which people where only they do (and who wrote it).
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    kind = models.CharField(
        _("What it tells of"),
        max_length=12,
        choices=NoteKind,
        default=NoteKind.NOTE,
        db_default=NoteKind.NOTE,
    )
    text = EncryptedTextField(_("Note"))
    visibility = models.CharField(_("Who may read it"), max_length=12, choices=NoteVisibility)
    named = ArrayField(models.UUIDField(), null=True, blank=True, editable=False)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    author_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "kind": FieldClass.CLIENT_DATA,
        "text": FieldClass.CLIENT_NARRATIVE,
        "visibility": FieldClass.TECHNICAL,
        "named": FieldClass.STAFF,
        "author": FieldClass.STAFF,
        "author_group": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility=NoteVisibility.NAMED, named__isnull=False)
                | (~models.Q(visibility=NoteVisibility.NAMED) & models.Q(named__isnull=True)),
                name="note_for_named_people_names_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
