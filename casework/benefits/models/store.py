"""A store of one body, or of one of its houses."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.partners.leaving import GONE
from casework.partners.models import Organisation
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Store(CityModel):
    """Where things are kept that are given to people. One that is not used any more stays for its
    history.
    """

    submission = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="benefit_stores", verbose_name=_("Kept by")
    )
    name = models.CharField(_("Name of the store"), max_length=120)
    is_active = models.BooleanField(_("In use"), default=True)
    created_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="benefit_store_has_a_name")
        ]

    @property
    def is_left_behind(self) -> bool:
        """Whether the body that keeps it left the agreement or is suspended."""
        return self.organisation.agreement_state in GONE

    def __str__(self) -> str:
        return self.name
