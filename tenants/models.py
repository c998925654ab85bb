"""Which cities there are and under which hosts they answer; nothing about their people."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import FencedModel
from tenants.translated import TranslatedTextField


class Stage(models.TextChoices):
    """Where a city stands between its first plan and its last day."""

    PLANNING = "planning", _("planning")
    PREPARING = "preparing", _("in preparation")
    RUNNING = "running", _("running")
    SUSPENDED = "suspended", _("suspended")


class City(TenantMixin, FencedModel):  # type: ignore[misc]
    """One tenant. Its own data live in its schema; here is only what finds it."""

    auto_create_schema = False  # tenants.onboarding does it, inside the fence

    slug = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    teryt = models.CharField(max_length=7, unique=True, null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.RUNNING)
    # What a suspended city was before, and will be again.
    stage_before = models.CharField(max_length=10, choices=Stage, blank=True, db_default="")
    # The slug of the city of which this is a copy, for looking something up.
    copy_of = models.CharField(max_length=30, blank=True, default="", db_default="")
    blueprint = models.CharField(max_length=30)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "schema_name": FieldClass.TECHNICAL,
        "slug": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "teryt": FieldClass.ORGANISATIONAL,
        "stage": FieldClass.ORGANISATIONAL,
        "stage_before": FieldClass.ORGANISATIONAL,
        "copy_of": FieldClass.ORGANISATIONAL,
        "blueprint": FieldClass.ORGANISATIONAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        ordering = ["slug"]
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return self.name


class OwnBlueprint(FencedModel):
    """The file of an operator's own that a city was made from: it is compared with it later."""

    city = models.OneToOneField(City, models.CASCADE, related_name="own_blueprint")
    title = TranslatedTextField()
    text = models.TextField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "city": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "text": FieldClass.ORGANISATIONAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.city)


class Domain(DomainMixin, FencedModel):  # type: ignore[misc]
    """A host under which a city answers; the primary one is used in links."""

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "domain": FieldClass.ORGANISATIONAL,
        "tenant": FieldClass.TECHNICAL,
        "is_primary": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(is_primary=True), name="domain_one_primary"
            )
        ]

    def __str__(self) -> str:
        return str(self.domain)


class SchemaScript(FencedModel):
    """The statements that make a city's tables, for one state of the migrations."""

    fingerprint = models.CharField(max_length=64, unique=True)
    script = models.TextField()
    made_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "fingerprint": FieldClass.TECHNICAL,
        "script": FieldClass.TECHNICAL,
        "made_at": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.fingerprint


class SpareSchema(FencedModel):
    """An empty schema with all tables, which the next city takes under its own name."""

    schema_name = models.CharField(max_length=63, unique=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "schema_name": FieldClass.TECHNICAL,
        "fingerprint": FieldClass.TECHNICAL,
        "made_at": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.schema_name


class UpgradeOfCity(FencedModel):
    """The ledger of upgrades: when a city was last brought up to date, or why it was not."""

    city = models.OneToOneField(City, models.CASCADE, related_name="upgrade")
    at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "city": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.error or f"{self.at:%Y-%m-%d %H:%M}"
