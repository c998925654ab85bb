"""How cases are numbered."""

from typing import ClassVar

from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class CaseNumbering(CityModel):
    """The one row that numbers cases: the office's pattern (JRWA) and the counter of a year.

    ``pattern`` holds ``{number}`` and ``{year}``, such as ``IK.{number}.{year}``.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    pattern = models.CharField(max_length=40, default="IK.{number}.{year}")
    year = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "pattern": FieldClass.ORGANISATIONAL,
        "year": FieldClass.TECHNICAL,
        "last_number": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="case_numbering_only"),
            models.CheckConstraint(
                condition=models.Q(pattern__contains="{number}")
                & models.Q(pattern__contains="{year}"),
                name="case_numbering_names_number_and_year",
            ),
        ]

    def __str__(self) -> str:
        return self.pattern
