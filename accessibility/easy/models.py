"""A city's own easy text of a page in one language; without a row the platform's is shown."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import models

from ostoja.privacy.classification import FieldClass
from ostoja.ui.easy import Line
from tenants.fence.models import CityModel

LONGEST_LINE = 200
MOST_LINES = 40


class EasyText(CityModel):
    """Lines with their pictures, and who has checked just these lines: a change takes it back."""

    page = models.CharField(max_length=50)
    language = models.CharField(max_length=5)
    lines = models.JSONField(default=list)
    checked_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    checked_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "page": FieldClass.TECHNICAL,
        "language": FieldClass.TECHNICAL,
        "lines": FieldClass.ORGANISATIONAL,
        "checked_by": FieldClass.ORGANISATIONAL,
        "checked_on": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["page", "language"]
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="easy_text_once"),
            models.CheckConstraint(
                condition=models.Q(checked_by="", checked_on=None)
                | (~models.Q(checked_by="") & models.Q(checked_on__isnull=False)),
                name="easy_text_checked_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.language})"

    @property
    def spoken(self) -> list[Line]:
        """The lines as the pages show them."""
        return [Line(line["text"], line.get("picture", "")) for line in self.lines]


def kept(lines: Sequence[Line]) -> list[dict[str, str]]:
    """The lines as the row keeps them."""
    return [{"text": line.text, "picture": line.picture} for line in lines]
