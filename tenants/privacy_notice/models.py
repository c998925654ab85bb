"""The notice of the city: one row, and one for each of its parts."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.privacy_notice.choices import PartKind
from tenants.translated import TranslatedTextField


class PrivacyNotice(CityModel):
    """Whether the notice was confirmed, and by whom. Who the controller is stands in the profile.

    ``version`` rises with every change of the notice or a part of it, and each change takes the
    confirmation back: a date stands only under words that somebody read.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "confirmed_on": FieldClass.ORGANISATIONAL,
        "confirmed_by": FieldClass.STAFF,
        "is_sample": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        permissions = [("confirm_privacynotice", "Can confirm the privacy notice")]
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="privacy_notice_only")
        ]

    def __str__(self) -> str:
        return str(self.confirmed_on or "")


class Part(CityModel):
    """One part: in full, and easy to read (one sentence a line)."""

    notice = models.ForeignKey(PrivacyNotice, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20, choices=PartKind.choices)
    text = TranslatedTextField(blank=True)
    easy = TranslatedTextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "notice": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "text": FieldClass.ORGANISATIONAL,
        "easy": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["kind"], name="privacy_part_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=PartKind.values), name="privacy_part_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def part(self) -> PartKind:
        """Which part it is, with its headings and picture."""
        return PartKind(self.kind)
