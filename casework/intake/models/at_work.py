"""Which consultants have a page open, so that nobody who waits is told what is not so."""

from typing import ClassVar

from django.db import models

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class AtWork(CityModel):
    """When a page of this person last gave a sign of life; one row a person, no history."""

    person = models.OneToOneField(User, models.CASCADE, related_name="at_work")
    seen_at = models.DateTimeField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "seen_at": FieldClass.STAFF,
    }

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"
