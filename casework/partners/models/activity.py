"""What a body does so that a crisis does not come: prevention, the first of the three phases."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import Access
from casework.partners.models.organisation import SOURCED, Location, Organisation, SourcedModel
from ostoja.privacy.classification import FieldClass
from tenants.translated import TranslatedTextField


class Activity(SourcedModel):
    """A course, a group, a meeting: what, for whom and when, in words; the days between which it
    goes on, where they are known. Residents read it until its last day.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="activities")
    title = TranslatedTextField()
    description = TranslatedTextField(blank=True)
    whom = TranslatedTextField(blank=True)
    times = TranslatedTextField()
    access = models.CharField(_("How one comes"), max_length=10, choices=Access)
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("First day"), null=True, blank=True)
    ends_on = models.DateField(_("Last day"), null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "description": FieldClass.ORGANISATIONAL,
        "whom": FieldClass.ORGANISATIONAL,
        "times": FieldClass.ORGANISATIONAL,
        "access": FieldClass.ORGANISATIONAL,
        "location": FieldClass.TECHNICAL,
        "starts_on": FieldClass.ORGANISATIONAL,
        "ends_on": FieldClass.ORGANISATIONAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="activity_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
