"""What the console keeps: the drafts of new cities. It lives in the platform's schema."""

from base64 import b64decode
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

KEPT = timedelta(days=30)
FILES_KEPT = timedelta(days=7)


class Draft(CityModel):
    """A city that somebody is about to make: what was answered so far, by the name of the field.

    Its id is what makes the city once, however often the last page is sent. ``made`` is the slug
    of the city that came of it. Times are UTC.
    """

    answers = models.JSONField(default=dict)
    made = models.CharField(max_length=30, blank=True)
    begun_by_name = models.CharField(max_length=150, blank=True)
    begun_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "answers": FieldClass.STAFF,
        "made": FieldClass.ORGANISATIONAL,
        "begun_by_name": FieldClass.STAFF,
        "begun_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-begun_at", "-id"]

    def __str__(self) -> str:
        return str(self.answers.get("name") or self.pk)

    @cached_property
    def kept(self) -> dict[str, "DraftFile"]:
        """Its files by the fact that they say; each is opened when its content is asked for."""
        return {one.fact: one for one in self.files.defer("sealed")}


class Fact(models.TextChoices):
    """What a file says of the new city."""

    OWN_BLUEPRINT = "own_blueprint"
    PARTNERS = "partners"
    STAFF = "staff"


class DraftFile(CityModel):
    """A file that was handed in for a draft, encrypted under the platform's key.

    A list of staff holds people's names and e-mail addresses. It goes in the transaction in which
    the city comes into being, with a draft that is thrown away, and after ``FILES_KEPT``.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    fact = models.CharField(max_length=20, choices=Fact)
    name = models.CharField(max_length=200)
    sealed = EncryptedTextField()
    kept_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "draft": FieldClass.TECHNICAL,
        "fact": FieldClass.TECHNICAL,
        "name": FieldClass.STAFF,
        "sealed": FieldClass.SECRET,
        "kept_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["draft", "fact"], name="draft_file_once_for_a_fact"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The file as it was handed in."""
        return b64decode(self.sealed)
