"""The log of an incident: it is added to and never changed."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now

from casework.incidents.choices import EntryKind
from casework.incidents.models.incident import Incident
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Entry(CityModel):
    """What happened at a time. ``facts`` are states, counts and names of bodies, never of people;
    ``text`` is what a person wrote. Partners read what is ``for_partners``, and their own.
    """

    submission = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind, default=EntryKind.NOTE)
    text = EncryptedTextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    for_partners = models.BooleanField(default=False)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "incident": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "text": FieldClass.CLIENT_NARRATIVE,
        "facts": FieldClass.ORGANISATIONAL,
        "for_partners": FieldClass.TECHNICAL,
        "group": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["incident", "-at", "-id"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise TypeError("an entry of a log is never changed")
        super().save(*args, **kwargs)
