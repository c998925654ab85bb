"""What was given to somebody in a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.benefits.choices import MOST_PEOPLE, BackAs
from casework.benefits.models.article import Article
from casework.benefits.models.store import Store
from casework.cases.models import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Giving(CityModel):
    """Out of one store, for so many ``people`` of the case's household, each article a line.

    What was taken back stays written, with why; nothing of it is deleted but with its case.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="givings", verbose_name=_("Case"))
    store = models.ForeignKey(
        Store, models.PROTECT, related_name="givings", verbose_name=_("Out of which store")
    )
    people = models.PositiveSmallIntegerField(_("For how many people"), default=1)
    given_on = models.DateField(_("Given on"))
    note = EncryptedTextField(_("Note"), blank=True, default="")
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(db_default=Now())
    back_at = models.DateTimeField(_("Taken back"), null=True, blank=True)
    back_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    back_as = models.CharField(
        _("How it came back"), max_length=10, choices=BackAs, blank=True, default=""
    )
    back_why = EncryptedTextField(_("Why the giving was taken back"), blank=True, default="")
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "store": FieldClass.CLIENT_DATA,
        "people": FieldClass.CLIENT_DATA,
        "given_on": FieldClass.CLIENT_DATA,
        "note": FieldClass.CLIENT_NARRATIVE,
        "given_by": FieldClass.STAFF,
        "given_at": FieldClass.TECHNICAL,
        "back_at": FieldClass.CLIENT_DATA,
        "back_by": FieldClass.STAFF,
        "back_as": FieldClass.CLIENT_DATA,
        "back_why": FieldClass.CLIENT_NARRATIVE,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-given_on", "-given_at", "id"]
        indexes = [models.Index(fields=["store", "given_on"], name="benefit_giving_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__range=(1, MOST_PEOPLE)), name="benefit_for_a_household"
            ),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True, back_as="")
                | (Q(back_at__isnull=False) & ~Q(back_as="")),
                name="benefit_taken_back_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_on:%Y-%m-%d}"

    @property
    def is_back(self) -> bool:
        """Whether all of it stands in the store again."""
        return self.back_at is not None


class GivingLine(CityModel):
    """So much of one article."""

    giving = models.ForeignKey(Giving, models.CASCADE, related_name="lines")
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="lines", verbose_name=_("Article")
    )
    amount = models.DecimalField(_("Amount"), max_digits=8, decimal_places=2)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "giving": FieldClass.TECHNICAL,
        "article": FieldClass.CLIENT_DATA,
        "amount": FieldClass.CLIENT_DATA,
    }

    class Meta(CityModel.Meta):
        ordering = ["article__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["giving", "article"], name="benefit_article_once_in_a_giving"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="benefit_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.amount}"
