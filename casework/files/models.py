"""The row of a file. A room that takes files gives it a parent, and so a place in its own rules."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from casework.files.choices import FileKind, FileState, Refusal, Removed, Scan
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

T = FieldClass.TECHNICAL


class StoredFile(CityModel):
    """A photograph or document on the disk. Abstract: who deletes its parent deletes it.

    ``place`` is the file's name there and ``key`` what opens it; both are empty for one that was
    refused. ``origin`` is a keyed hash of what was sent, so that the same is not kept twice. What
    the sender called it is not kept at all.
    """

    place = models.CharField(max_length=40, blank=True, default="")
    key = EncryptedTextField(blank=True, default="")
    origin = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=10, choices=FileKind)
    state = models.CharField(max_length=10, choices=FileState)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    scan = models.CharField(max_length=10, choices=Scan, blank=True, default="")
    removed = ArrayField(models.CharField(max_length=10, choices=Removed), default=list)
    refusal = models.CharField(max_length=10, choices=Refusal, blank=True, default="")
    tried_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": T, "place": T, "key": FieldClass.SECRET, "origin": FieldClass.SECRET, "kind": T,
        "state": T, "size": T, "scan": T, "removed": FieldClass.CLIENT_DATA, "refusal": T,
        "tried_at": T, "created_at": T,
    }  # fmt: skip

    class Meta(CityModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="refused", place="") & ~models.Q(refusal="")
                | ~models.Q(state="refused") & ~models.Q(place="") & models.Q(refusal=""),
                name="%(class)s_kept_or_refused",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> models.Model:
        """Whose file it is, for the audit."""
        raise NotImplementedError

    def settled(self) -> None:
        """Called in the transaction in which it has been checked: whoever looks is told."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be opened."""
        return self.state == FileState.READY
