"""The private address at which a calendar reads one person's duties."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class CalendarFeed(CityModel):
    """One for a person; a new address takes the place of the old one. Its token is never kept."""

    person = models.OneToOneField(User, models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "token_hash": FieldClass.SECRET,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.pk)
