"""How many conversations somebody answers at once, where that is fewer than the city lets them."""

from typing import ClassVar

from django.db import models

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class OwnLimit(CityModel):
    """Set by the person alone; nobody asks why. Without a row the city's limit holds."""

    person = models.OneToOneField(User, models.CASCADE, related_name="own_limit")
    most = models.PositiveSmallIntegerField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "most": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(most__gte=1), name="own_limit_answers_one")
        ]

    def __str__(self) -> str:
        return str(self.most)
