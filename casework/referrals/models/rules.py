"""What the city has decided about referrals."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Organisation
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class ReferralRules(CityModel):
    """The one row of a city's rules.

    ``fallback_owner`` takes care of a need that nobody else can meet. ``pick_up_hours``: after so
    long a referral that came back, and that nobody has decided about, is told to a supervisor.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    fallback_owner = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who takes care of a need that nobody else can meet"),
    )
    pick_up_hours = models.PositiveSmallIntegerField(
        _("After how many hours a returned referral is told to a supervisor"), default=24
    )
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "fallback_owner": FieldClass.ORGANISATIONAL,
        "pick_up_hours": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="referral_rules_are_one"),
            models.CheckConstraint(
                condition=models.Q(pick_up_hours__gte=1, pick_up_hours__lte=720),
                name="referral_rules_pick_up_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of referrals"))
