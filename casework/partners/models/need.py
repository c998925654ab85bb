"""What people need: the city's own list (an HSDS taxonomy), shared by services and cases."""

from typing import ClassVar

from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField


class Need(CityModel):
    """One kind of need; its clock is how long a partner has to answer, in hours."""

    key = models.SlugField(max_length=50, unique=True)
    name = TranslatedTextField()
    response_hours = models.PositiveSmallIntegerField(default=72)
    position = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "response_hours": FieldClass.ORGANISATIONAL,
        "position": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return str(self.name)
