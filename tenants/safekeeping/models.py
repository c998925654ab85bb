"""The ledgers of backups, of their trials, of exports and of deletions: no city's people."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import FencedModel
from tenants.models import City

LONGEST_ERROR = 300
LONGEST_REASON = 500


class BackupOfCity(FencedModel):
    """One backup, or why there is none; without a city it is the platform's own schema."""

    city = models.ForeignKey(City, models.CASCADE, null=True, related_name="backups")
    at = models.DateTimeField()
    path = models.CharField(max_length=500, blank=True)  # empty once the file is gone
    bytes = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "city": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "path": FieldClass.TECHNICAL,
        "bytes": FieldClass.TECHNICAL,
        "rows": FieldClass.TECHNICAL,
        "sha256": FieldClass.TECHNICAL,
        "seconds": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        ordering = ["-at"]
        indexes = [models.Index(fields=["city", "-at"], name="backup_of_city_newest")]

    def __str__(self) -> str:
        return self.error or self.path


class RestoreTest(FencedModel):
    """One night's trial: whether a city came back out of its newest bundle as it went in."""

    city = models.ForeignKey(City, models.CASCADE, related_name="restore_tests")
    at = models.DateTimeField()
    bundle = models.CharField(max_length=500)
    rows = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)  # empty: all was as it was

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "city": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "bundle": FieldClass.TECHNICAL,
        "rows": FieldClass.TECHNICAL,
        "seconds": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        ordering = ["-at"]
        indexes = [models.Index(fields=["city", "-at"], name="restore_test_newest")]

    def __str__(self) -> str:
        return self.error or self.bundle


class ExportOfCity(FencedModel):
    """A whole city was given out in open formats: when, how much, and by whom."""

    city = models.ForeignKey(City, models.CASCADE, related_name="exports")
    at = models.DateTimeField()
    bytes = models.BigIntegerField()
    rows = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    is_encrypted = models.BooleanField()
    by_name = models.CharField(max_length=150)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "city": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "bytes": FieldClass.TECHNICAL,
        "rows": FieldClass.TECHNICAL,
        "sha256": FieldClass.TECHNICAL,
        "is_encrypted": FieldClass.TECHNICAL,
        "by_name": FieldClass.STAFF,
    }

    class Meta(FencedModel.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.sha256


class PassphraseOfExport(FencedModel):
    """What an export is encrypted with, until its job is done; by the path of the file."""

    path = models.CharField(max_length=500, unique=True)
    passphrase = EncryptedTextField()
    kept_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "path": FieldClass.TECHNICAL,
        "passphrase": FieldClass.SECRET,
        "kept_at": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.path


class DeletionState(models.TextChoices):
    """How far a deletion has come; from "begun" on there is no way back."""

    ASKED = "asked", _("asked for")
    CONFIRMED = "confirmed", _("confirmed, waiting")
    WITHDRAWN = "withdrawn", _("withdrawn")
    BEGUN = "begun", _("being carried out")
    DONE = "done", _("carried out")


OPEN = (DeletionState.ASKED, DeletionState.CONFIRMED, DeletionState.BEGUN)
WITH_TWO_PEOPLE = (DeletionState.CONFIRMED, DeletionState.BEGUN, DeletionState.DONE)


class Deletion(FencedModel):
    """The deletion of a city, from the wish to the certificate; it outlives the city."""

    slug = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    teryt = models.CharField(max_length=7, blank=True)
    state = models.CharField(max_length=10, choices=DeletionState, default=DeletionState.ASKED)
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    # Why, in the words of who asked; about the city and no person.
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, db_default="")
    # The last export before it was asked for; empty: none was wanted.
    export_sha256 = models.CharField(max_length=64, blank=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    # Whether the confirmation suspended it: then a withdrawal ends that.
    suspended_city = models.BooleanField(default=False, db_default=False)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    key_mark = models.CharField(max_length=64, blank=True)  # tells which key was destroyed
    counts = models.JSONField(default=dict)  # tables, rows, files, bytes, bundles
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "slug": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "teryt": FieldClass.ORGANISATIONAL,
        "state": FieldClass.TECHNICAL,
        "asked_by": FieldClass.STAFF,
        "asked_by_name": FieldClass.STAFF,
        "asked_at": FieldClass.TECHNICAL,
        "reason": FieldClass.ORGANISATIONAL,
        "export_sha256": FieldClass.TECHNICAL,
        "confirmed_by": FieldClass.STAFF,
        "confirmed_by_name": FieldClass.STAFF,
        "confirmed_at": FieldClass.TECHNICAL,
        "due_at": FieldClass.TECHNICAL,
        "suspended_city": FieldClass.TECHNICAL,
        "withdrawn_by_name": FieldClass.STAFF,
        "withdrawn_at": FieldClass.TECHNICAL,
        "begun_at": FieldClass.TECHNICAL,
        "done_at": FieldClass.TECHNICAL,
        "key_mark": FieldClass.TECHNICAL,
        "counts": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(state__in=OPEN), name="deletion_open_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="deletion_takes_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_TWO_PEOPLE)
                | Q(confirmed_by__isnull=False, due_at__isnull=False),
                name="deletion_is_confirmed_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.state}"
