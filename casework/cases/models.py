"""A case: the situation of one person, known by name or only by a pseudonym."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import Group
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from casework.cases.choices import (
    CaseState,
    NeedState,
    NoteVisibility,
    StepKind,
    UnmetReason,
    Urgency,
)
from casework.partners.choices import Phase
from casework.partners.models import Need, Organisation
from ostoja.access.permissions import Permission
from ostoja.access.shared import SharedModel
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from ostoja.privacy.search.models import SearchTerms
from tenants.fence.models import CityModel, FencedModel


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
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "readers": FieldClass.TECHNICAL,
    }

    class Meta(SharedModel.Meta):
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="case_by_opening"),
            GinIndex(fields=["readers"], name="case_readers"),
        ]
        permissions = [
            ("read_summary", "Can read what happened"),
            ("read_person", "Can read the name and how the person may be reached"),
            ("annotate_case", "Can add a note to the case"),
            ("hand_over_case", "Can hand the case over to the coordinator"),
            ("coordinate_case", "Can coordinate the case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="case_closed_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.pseudonym}"


class CaseTerms(SearchTerms):
    """Where the person of a case is found: written with the case, and deleted with it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="search")

    privacy: ClassVar = {**SearchTerms.privacy, "case": FieldClass.TECHNICAL}

    class Meta(SearchTerms.Meta):
        pass

    def __str__(self) -> str:
        return str(self.case_id)


class CaseNumbering(CityModel):
    """The one row that numbers cases: the office's pattern (JRWA) and the counter of a year.

    ``pattern`` holds ``{number}`` and ``{year}``, such as ``IK.{number}.{year}``.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    pattern = models.CharField(max_length=40, default="IK.{number}.{year}")
    year = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "pattern": FieldClass.ORGANISATIONAL,
        "year": FieldClass.TECHNICAL,
        "last_number": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="case_numbering_only"),
            models.CheckConstraint(
                condition=models.Q(pattern__contains="{number}")
                & models.Q(pattern__contains="{year}"),
                name="case_numbering_names_number_and_year",
            ),
        ]

    def __str__(self) -> str:
        return self.pattern


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


class CaseNeed(CityModel):
    """One need of a case, and what became of it; an unmet one is counted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.OPEN)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "need": FieldClass.CLIENT_DATA,
        "state": FieldClass.CLIENT_DATA,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["need__position"]
        constraints = [models.UniqueConstraint(fields=["case", "need"], name="case_need_once")]

    def __str__(self) -> str:
        return str(self.need)


class UnmetNeed(CityModel):
    """A need that nobody could meet: counted for the city's strategy, without a person."""

    case_need = models.ForeignKey(CaseNeed, models.CASCADE, related_name="unmet")
    reason = models.CharField(_("Reason"), max_length=20, choices=UnmetReason)
    recorded_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case_need": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_DATA,
        "recorded_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return str(self.get_reason_display())


class Note(CityModel):
    """Something written in a case; ``visibility`` says who of those involved reads it."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = EncryptedTextField(_("Note"))
    visibility = models.CharField(_("Who may read it"), max_length=12, choices=NoteVisibility)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    author_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "text": FieldClass.CLIENT_NARRATIVE,
        "visibility": FieldClass.TECHNICAL,
        "author": FieldClass.STAFF,
        "author_group": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class CaseStep(CityModel):
    """Something that happened to a case as a whole: when, by whom, for which body, said in which
    note. Who did it and for whom is unknown where it happened before this was written down and no
    note tells it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    note = models.OneToOneField(Note, models.SET_NULL, null=True, related_name="step")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
        "note": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        indexes = [models.Index(fields=["case", "at"], name="case_step_by_case")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
