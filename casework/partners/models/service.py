"""What a body offers, for whom and when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import CapacityUnit, ServiceStatus
from casework.partners.models.need import Need
from casework.partners.models.organisation import SOURCED, Location, Organisation, SourcedModel
from casework.partners.periods import Period
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField

NOTHING = models.Value([], models.JSONField())
NO_TEXT = models.Value({}, models.JSONField())
"""What the database writes for code that does not know a column yet."""


class Service(SourcedModel):
    """An HSDS service. Its clock, in hours, goes before the clock of the need.

    Empty lists of ``sexes``, ``districts`` and ``situations`` shut nobody out.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField()
    description = TranslatedTextField(blank=True)
    eligibility = TranslatedTextField(blank=True)
    status = models.CharField(
        _("Status"), max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE
    )
    limits = TranslatedTextField(blank=True, db_default=NO_TEXT)
    documents = TranslatedTextField(blank=True, db_default=NO_TEXT)
    needs = models.ManyToManyField(Need, related_name="services")
    phases = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    minimum_age = models.PositiveSmallIntegerField(_("From age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("To age"), null=True, blank=True)
    sexes = models.JSONField(default=list, db_default=NOTHING)
    districts = models.JSONField(default=list, db_default=NOTHING)
    situations = models.JSONField(default=list, db_default=NOTHING)
    locations = models.ManyToManyField(Location, related_name="services", blank=True)
    response_hours = models.PositiveSmallIntegerField(
        _("Hours to answer a referral"), null=True, blank=True
    )
    always_open = models.BooleanField(_("Open round the clock"), default=False)
    capacity = models.PositiveSmallIntegerField(_("How many at a time"), null=True, blank=True)
    capacity_unit = models.CharField(
        _("Counted in"), max_length=10, choices=CapacityUnit, blank=True
    )
    free_places = models.PositiveSmallIntegerField(_("How many are free"), null=True, blank=True)
    free_said_on = models.DateField(_("Said on"), null=True, blank=True)
    verified_on = models.DateField(_("Checked on"), null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "description": FieldClass.ORGANISATIONAL,
        "eligibility": FieldClass.ORGANISATIONAL,
        "limits": FieldClass.ORGANISATIONAL,
        "documents": FieldClass.ORGANISATIONAL,
        "status": FieldClass.ORGANISATIONAL,
        "phases": FieldClass.ORGANISATIONAL,
        "languages": FieldClass.ORGANISATIONAL,
        "minimum_age": FieldClass.ORGANISATIONAL,
        "maximum_age": FieldClass.ORGANISATIONAL,
        "sexes": FieldClass.ORGANISATIONAL,
        "districts": FieldClass.ORGANISATIONAL,
        "situations": FieldClass.ORGANISATIONAL,
        "response_hours": FieldClass.ORGANISATIONAL,
        "always_open": FieldClass.ORGANISATIONAL,
        "capacity": FieldClass.ORGANISATIONAL,
        "capacity_unit": FieldClass.ORGANISATIONAL,
        "free_places": FieldClass.ORGANISATIONAL,
        "free_said_on": FieldClass.ORGANISATIONAL,
        "verified_on": FieldClass.ORGANISATIONAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_age__isnull=True)
                | models.Q(maximum_age__isnull=True)
                | models.Q(minimum_age__lte=models.F("maximum_age")),
                name="service_ages_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(free_places__isnull=True) | models.Q(free_said_on__isnull=False),
                name="free_places_were_said_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Schedule(CityModel):
    """Weekly opening hours of a service (RFC 5545: FREQ=WEEKLY), Warsaw time.

    Hours between two dates hold instead of the usual ones, which have no dates. A row with
    dates and no days says that the service is closed in that time.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    by_day = models.JSONField(default=list)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "service": FieldClass.TECHNICAL,
        "by_day": FieldClass.ORGANISATIONAL,
        "opens_at": FieldClass.ORGANISATIONAL,
        "closes_at": FieldClass.ORGANISATIONAL,
        "valid_from": FieldClass.ORGANISATIONAL,
        "valid_to": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="schedule_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="schedule_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{' '.join(self.by_day)} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    @property
    def period(self) -> Period:
        """The days between which it holds."""
        return Period(self.valid_from, self.valid_to)
