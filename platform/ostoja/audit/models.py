"""One row for each time somebody saw or changed something."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class AuditEvent(CityModel):
    """No foreign keys: a person's erasure and the record of what happened do not fight.

    ``subject`` is the case (or other record about a client) the event belongs to, so that
    "who saw this case" is one look-up. ``via`` is the way, where it was no page: a command on the
    server, or the token of a program (see ``origin``).
    """

    append_only = True

    at = models.DateTimeField(db_default=Now())
    verb = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    via = models.CharField(max_length=40, blank=True, default="", db_default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "verb": FieldClass.TECHNICAL,
        "actor_id": FieldClass.STAFF,
        "actor_name": FieldClass.STAFF,
        "object_type": FieldClass.TECHNICAL,
        "object_id": FieldClass.TECHNICAL,
        "subject_type": FieldClass.TECHNICAL,
        "subject_id": FieldClass.TECHNICAL,
        "details": FieldClass.TECHNICAL,
        "via": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        indexes = [
            models.Index(fields=["subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["object_id", "-at"], name="audit_by_object"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
