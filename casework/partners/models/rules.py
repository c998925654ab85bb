"""What the city has decided about the records of partners."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

FRESH_FOR = 180
"""Days for which a record that somebody checked is fresh, until the city decides otherwise."""


class PartnerRules(CityModel):
    """The one row of a city's rules: every so many days somebody confirms each record."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    confirm_every_days = models.PositiveSmallIntegerField(
        _("After how many days a record must be confirmed again"), default=FRESH_FOR
    )
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "confirm_every_days": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="partner_rules_are_one"),
            models.CheckConstraint(
                condition=models.Q(confirm_every_days__gte=7, confirm_every_days__lte=730),
                name="records_are_confirmed_within_two_years",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of partners' records"))


def confirm_every() -> Coalesce:
    """The city's days, to be read along with the rows to which they apply."""
    days = PartnerRules.objects.values("confirm_every_days")[:1]
    return Coalesce(
        models.Subquery(days),
        models.Value(FRESH_FOR),
        output_field=models.PositiveSmallIntegerField(),
    )
