"""What a store keeps, and what a new store may begin with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.benefits.choices import ArticleKind, Unit
from casework.benefits.models.store import Store
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Article(CityModel):
    """Such as blankets or tins. How much there is stands in its batches, one for each date.

    At ``low_mark`` and below it runs low. ``low_told_at`` is since when the store's people know
    that it does: empty once there is enough again.
    """

    submission = models.UUIDField(unique=True)
    store = models.ForeignKey(Store, models.CASCADE, related_name="articles")
    name = models.CharField(_("Name of the article"), max_length=120)
    kind = models.CharField(_("Kind of article"), max_length=10, choices=ArticleKind)
    unit = models.CharField(_("Unit in which it is counted"), max_length=10, choices=Unit)
    low_mark = models.DecimalField(
        _("Runs low at"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    is_active = models.BooleanField(_("In use"), default=True)
    low_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "store": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "unit": FieldClass.ORGANISATIONAL,
        "low_mark": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "low_told_at": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "name"], name="benefit_article_once_in_a_store"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="benefit_article_has_a_name"),
            models.CheckConstraint(
                condition=Q(low_mark__isnull=True) | Q(low_mark__gte=0),
                name="benefit_low_mark_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UsualArticle(CityModel):
    """One of the city's usual list, with which a new store may begin."""

    name = models.CharField(_("Name of the article"), max_length=120, unique=True)
    kind = models.CharField(_("Kind of article"), max_length=10, choices=ArticleKind)
    unit = models.CharField(_("Unit in which it is counted"), max_length=10, choices=Unit)
    low_mark = models.PositiveSmallIntegerField(_("Runs low at"), null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "unit": FieldClass.ORGANISATIONAL,
        "low_mark": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
