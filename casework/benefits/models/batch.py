"""How much of an article there is, and the book of everything that changed it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.benefits.choices import MovementKind, Source, WriteOff
from casework.benefits.models.article import Article
from casework.benefits.models.giving import Giving
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Batch(CityModel):
    """What there is of an article with one date on it, or with none. PostgreSQL keeps it from ever
    being less than nothing, and says with its movements how it came to be so.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="batches")
    expires_on = models.DateField(_("Good until"), null=True, blank=True)
    left = models.DecimalField(_("There are"), max_digits=8, decimal_places=2, default=0)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "article": FieldClass.TECHNICAL,
        "expires_on": FieldClass.ORGANISATIONAL,
        "left": FieldClass.ORGANISATIONAL,
        "told_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = [models.F("expires_on").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=Q(left__gte=0), name="benefit_never_below_nothing"),
            models.UniqueConstraint(
                fields=["article", "expires_on"],
                nulls_distinct=False,
                name="benefit_one_batch_for_each_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expires_on or '–'}: {self.left}"


class Movement(CityModel):
    """One line of the store's book: it is written once and never changed.

    ``giving`` is forgotten with its case; the line stays, and is about nobody then. What a count
    found to be right is a line with a ``change`` of nothing. ``submission`` is that of a form; the
    lines of a giving have that of the giving.
    """

    submission = models.UUIDField(unique=True, null=True, blank=True)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=MovementKind)
    change = models.DecimalField(max_digits=8, decimal_places=2)
    left = models.DecimalField(max_digits=8, decimal_places=2)
    on_day = models.DateField()
    source = models.CharField(max_length=10, choices=Source, blank=True, default="")
    from_whom = models.CharField(max_length=120, blank=True, default="")
    why = models.CharField(max_length=10, choices=WriteOff, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    giving = models.ForeignKey(
        Giving, models.SET_NULL, null=True, blank=True, related_name="movements"
    )
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "batch": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "change": FieldClass.ORGANISATIONAL,
        "left": FieldClass.ORGANISATIONAL,
        "on_day": FieldClass.ORGANISATIONAL,
        "source": FieldClass.ORGANISATIONAL,
        "from_whom": FieldClass.ORGANISATIONAL,
        "why": FieldClass.ORGANISATIONAL,
        "reason": FieldClass.ORGANISATIONAL,
        "giving": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["at"], name="benefit_movement_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[MovementKind.DELIVERY, MovementKind.BACK], change__gt=0)
                | Q(kind__in=[MovementKind.WRITE_OFF, MovementKind.GIVEN], change__lt=0)
                | Q(kind=MovementKind.COUNT),
                name="benefit_movement_in_its_direction",
            ),
            models.CheckConstraint(condition=Q(left__gte=0), name="benefit_movement_leaves_some"),
            models.CheckConstraint(
                condition=Q(kind=MovementKind.DELIVERY) & ~Q(source="")
                | ~Q(kind=MovementKind.DELIVERY) & Q(source="", from_whom=""),
                name="benefit_delivery_says_from_where",
            ),
            models.CheckConstraint(
                condition=Q(kind=MovementKind.WRITE_OFF) & ~Q(why="")
                | ~Q(kind=MovementKind.WRITE_OFF) & Q(why=""),
                name="benefit_write_off_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MovementKind.COUNT) | Q(change=0) | ~Q(reason=""),
                name="benefit_count_that_differs_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.change}"
