"""What the city says in its accessibility statement: what is being written, and what is public.

The structure is that of the ministry's technical conditions, version 2.0 (31 July 2024).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accessibility.statement.choices import Method, ReminderKind, Status
from ostoja.privacy.classification import FieldClass
from ostoja.ui.phones import tel_uri
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField

DIGITS_WITHOUT_COUNTRY = 9
TEXTS = (
    "site_name",
    "non_conformities",
    "outside_the_act",
    "burden",
    "burden_assessment",
    "conveniences",
    "shortcuts",
    "contact",
    "apps",
    "architecture",
    "communication",
)
PLAIN = (
    "body",
    "street",
    "postal_code",
    "town",
    "url",
    "published_on",
    "updated_on",
    "status",
    "burden_assessment_url",
    "prepared_on",
    "reviewed_on",
    "method",
    "assessor",
    "report_url",
    "email",
    "phone",
    "architecture_url",
    "is_sample",
)
FACTS = (*PLAIN, *TEXTS)


class Facts(CityModel):
    """Everything that the statement says; what is empty in a draft is named, never shown."""

    body = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    site_name = TranslatedTextField(blank=True)
    url = models.URLField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    updated_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    non_conformities = TranslatedTextField(blank=True)
    outside_the_act = TranslatedTextField(blank=True)
    burden = TranslatedTextField(blank=True)
    burden_assessment = TranslatedTextField(blank=True)
    burden_assessment_url = models.URLField(max_length=200, blank=True)
    prepared_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    assessor = models.CharField(max_length=200, blank=True)
    report_url = models.URLField(max_length=200, blank=True)
    conveniences = TranslatedTextField(blank=True)
    shortcuts = TranslatedTextField(blank=True)
    contact = TranslatedTextField(blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    apps = TranslatedTextField(blank=True)
    architecture = TranslatedTextField(blank=True)
    architecture_url = models.URLField(max_length=200, blank=True)
    communication = TranslatedTextField(blank=True)
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        **dict.fromkeys(FACTS, FieldClass.ORGANISATIONAL),
    }

    class Meta(CityModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["", *Status.values]),
                name="%(class)s_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=["", *Method.values]),
                name="%(class)s_method_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_on__isnull=True)
                | models.Q(reviewed_on__gte=models.F("prepared_on")),
                name="%(class)s_reviewed_after_prepared",
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True)
                | models.Q(updated_on__isnull=True)
                | models.Q(updated_on__gte=models.F("published_on")),
                name="%(class)s_updated_after_published",
            ),
        ]

    def __str__(self) -> str:
        return self.body

    def facts(self) -> dict[str, Any]:
        """All that it says, by name."""
        return {name: getattr(self, name) for name in FACTS}

    @property
    def phone_uri(self) -> str:
        """The ``tel:`` address; a number of nine digits is a Polish one."""
        uri = tel_uri(self.phone)
        number = uri.removeprefix("tel:")
        is_polish = len(number) == DIGITS_WITHOUT_COUNTRY and number.isdigit()
        return f"tel:+48{number}" if is_polish else uri

    @property
    def has_inaccessible_content(self) -> bool:
        """Whether the page has the part on what is not accessible."""
        return self.status in {Status.PARTIAL, Status.NONE}


class Statement(Facts):
    """The one statement as it is being written."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        **Facts.privacy,
        "only": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(Facts.Meta):
        constraints = [
            *Facts.Meta.constraints,
            models.CheckConstraint(condition=models.Q(only=True), name="statement_only"),
        ]


class Edition(Facts):
    """The statement as it was made public; the newest is what residents read, all are kept."""

    statement_version = models.PositiveIntegerField()
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    privacy: ClassVar = {
        **Facts.privacy,
        "statement_version": FieldClass.TECHNICAL,
        "published_at": FieldClass.TECHNICAL,
        "published_by": FieldClass.STAFF,
    }

    class Meta(Facts.Meta):
        ordering = ["-statement_version"]
        constraints = [
            *Facts.Meta.constraints,
            models.UniqueConstraint(fields=["statement_version"], name="edition_once"),
        ]


class ReviewReminder(CityModel):
    """That the city's people were told of a review: each kind once for each deadline."""

    due_on = models.DateField()
    kind = models.CharField(max_length=10, choices=ReminderKind.choices)
    sent_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "due_on": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "sent_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["due_on", "kind"], name="review_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
