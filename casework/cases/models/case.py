"""A case, where its person is found, and which bodies may do what with it."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from casework.cases.choices import (
    CaseState,
    Urgency,
)
from casework.cases.choices_of_facts import Sex, Situation, Withheld
from casework.cases.urgency import by_urgency
from casework.partners.choices import Phase
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.access.shared import OpenTo, SharedModel
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from ostoja.privacy.search.models import SearchTerms
from tenants.fence.models import FencedModel


class Case(SharedModel):
    """Led by one organisation at any time, so that nobody is without somebody responsible."""

    sight = Permission.CASE_VIEW

    submission = models.UUIDField(unique=True, default=uuid4)
    number = models.CharField(_("Number"), max_length=40, unique=True)
    pseudonym = models.CharField(_("Pseudonym"), max_length=60)
    person_name = EncryptedTextField(_("Name, if the person gave it"), blank=True)
    phone = EncryptedTextField(_("Telephone"), blank=True, default="", db_default="")
    pesel = EncryptedTextField(_("PESEL"), blank=True, default="", db_default="")
    contact_rules = EncryptedTextField(_("How the person may be reached safely"), blank=True)
    summary = EncryptedTextField(_("What happened"))
    age = models.PositiveSmallIntegerField(_("Age, if known"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("Year of birth"), null=True, blank=True)
    sex = models.CharField(_("Sex"), max_length=10, choices=Sex, blank=True, db_default="")
    district = models.CharField(_("District"), max_length=100, blank=True, db_default="")
    situation = ArrayField(
        models.CharField(max_length=20, choices=Situation),
        verbose_name=_("Situation"),
        default=list,
        db_default=[],
        blank=True,
    )
    not_said = ArrayField(
        models.CharField(max_length=20, choices=Withheld),
        verbose_name=_("What the person would rather not say"),
        default=list,
        db_default=[],
        blank=True,
    )
    language = models.CharField(_("Language"), max_length=2, default="pl")
    accessibility = models.JSONField(default=list)
    phase = models.CharField(_("Phase"), max_length=20, choices=Phase, default=Phase.INTERVENTION)
    urgency = models.CharField(_("Urgency"), max_length=10, choices=Urgency)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.OPEN)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="cases_led")
    worker = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="cases")
    opened_by_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    named = ArrayField(models.UUIDField(), null=True, blank=True, editable=False)
    excluded = ArrayField(models.UUIDField(), default=list, db_default=[], editable=False)
    restricted_because = EncryptedTextField(blank=True, default="", db_default="")
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="signposts"
    )
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "pseudonym": FieldClass.CLIENT_DATA,
        "person_name": FieldClass.CLIENT_IDENTIFYING,
        "phone": FieldClass.CLIENT_IDENTIFYING,
        "pesel": FieldClass.CLIENT_IDENTIFYING,
        "contact_rules": FieldClass.CLIENT_IDENTIFYING,
        "summary": FieldClass.CLIENT_NARRATIVE,
        "age": FieldClass.CLIENT_DATA,
        "birth_year": FieldClass.CLIENT_DATA,
        "sex": FieldClass.CLIENT_DATA,
        "district": FieldClass.CLIENT_DATA,
        "situation": FieldClass.CLIENT_DATA,
        "not_said": FieldClass.CLIENT_DATA,
        "language": FieldClass.CLIENT_DATA,
        "accessibility": FieldClass.CLIENT_DATA,
        "phase": FieldClass.CLIENT_DATA,
        "urgency": FieldClass.CLIENT_DATA,
        "state": FieldClass.CLIENT_DATA,
        "lead": FieldClass.CLIENT_DATA,
        "worker": FieldClass.STAFF,
        "opened_by_group": FieldClass.TECHNICAL,
        "opened_at": FieldClass.TECHNICAL,
        "changed_at": FieldClass.TECHNICAL,
        "closed_at": FieldClass.TECHNICAL,
        "due_at": FieldClass.TECHNICAL,
        "named": FieldClass.STAFF,
        "excluded": FieldClass.STAFF,
        "restricted_because": FieldClass.CLIENT_NARRATIVE,
        "merged_into": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "readers": FieldClass.TECHNICAL,
    }

    class Meta(SharedModel.Meta):
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="case_by_opening"),
            models.Index(fields=["due_at", "opened_at", "id"], name="case_by_due"),
            models.Index(fields=["-changed_at", "-id"], name="case_by_change"),
            models.Index(by_urgency(), "opened_at", "id", name="case_by_urgency"),
            models.Index(
                fields=["id"],
                condition=~models.Q(named=None, excluded=[]),
                name="case_kept_from_people",
            ),
            GinIndex(fields=["readers"], name="case_readers"),
        ]
        permissions = [
            ("read_summary", "Can read what happened"),
            ("read_person", "Can read the name and how the person may be reached"),
            ("annotate_case", "Can add a note to the case"),
            ("hand_over_case", "Can hand the case over to the coordinator"),
            ("coordinate_case", "Can coordinate the case"),
            ("break_glass", "Can open a restricted case for a stated reason"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="case_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(state="closed"),
                name="case_signpost_is_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__range=(1900, 2100)),
                name="case_birth_year_can_be_meant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.pseudonym}"

    @property
    def known_age(self) -> int | None:
        """The age this year where the year of birth is known, else as it was said."""
        if self.birth_year is None:
            return self.age
        return max(timezone.localdate().year - self.birth_year, 0)

    @property
    def is_restricted(self) -> bool:
        """Whether only people who are named see it."""
        return self.named is not None

    def lets_in(self, person: UUID) -> bool:
        """The same as ``open_to`` of one case that was read already."""
        return (self.named is None or person in self.named) and person not in self.excluded

    @classmethod
    def open_to(cls, person: UUID) -> Any:
        """Where a case is restricted, only those who are named pass; nobody who is excluded."""
        return OpenTo(person)

    @classmethod
    def kept_from(cls, person: UUID) -> models.QuerySet["Case"]:
        """The cases from which this person is kept by name: few, and found by an index."""
        some = cls.objects.exclude(named=None, excluded=[])
        return some.exclude(OpenTo(person)).order_by()


class CaseTerms(SearchTerms):
    """Where the person of a case is found: written with the case, and deleted with it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="search")

    privacy: ClassVar = {**SearchTerms.privacy, "case": FieldClass.TECHNICAL}

    class Meta(SearchTerms.Meta):
        pass

    def __str__(self) -> str:
        return str(self.case_id)


class CaseGroupObjectPermission(GroupObjectPermissionBase, FencedModel):  # type: ignore[misc]
    """Which organisation's people may do what with a case."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "permission": FieldClass.TECHNICAL,
        "group": FieldClass.TECHNICAL,
        "content_object": FieldClass.TECHNICAL,
    }

    class Meta(GroupObjectPermissionBase.Meta):
        pass
