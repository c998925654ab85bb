"""A reply that consultants begin from, so that the first word comes soon."""

from typing import ClassVar

from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField


class CannedReply(CityModel):
    """Its title for staff and its text in each language, with variables such as ``{city}``."""

    key = models.SlugField(max_length=80, unique=True)
    title = TranslatedTextField()
    text = TranslatedTextField()
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    is_sample = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "text": FieldClass.ORGANISATIONAL,
        "position": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return str(self.title)
