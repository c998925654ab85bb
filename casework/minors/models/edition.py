"""The standards of one body, edition by edition, with annexes and files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.files.models import StoredFile
from casework.minors.choices import EditionState
from casework.minors.public_choices import FilePart
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Standards(CityModel):
    """Those of one body, or of the city's own office: of people with a role for the whole city.

    Bodies that work with minors must have them (the act of 13 May 2016 on counteracting threats
    of sexual crime and on the protection of minors, art. 22b).
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="standards_of_minors"
    )
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["organisation__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], nulls_distinct=False, name="standards_once_for_a_body"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.pk)


class Edition(CityModel):
    """What the standards say from one day to the next. Once adopted it stays as it is.

    Which of the adopted ones is in force follows from ``in_force_from``: the latest that has come.
    ``full_text`` and ``short_text`` are Markdown, in ``language``.
    """

    standards = models.ForeignKey(Standards, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    title = models.CharField(_("Title"), max_length=200)
    language = models.CharField(_("Language of the text"), max_length=2, default="pl")
    full_text = models.TextField(_("The standards"), blank=True)
    short_text = models.TextField(_("The short version for children"), blank=True)
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)
    approved = models.CharField(_("Who approved it"), max_length=200, blank=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "standards": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "language": FieldClass.ORGANISATIONAL,
        "full_text": FieldClass.ORGANISATIONAL,
        "short_text": FieldClass.ORGANISATIONAL,
        "in_force_from": FieldClass.ORGANISATIONAL,
        "approved": FieldClass.ORGANISATIONAL,
        "adopted_at": FieldClass.TECHNICAL,
        "adopted_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["standards", "number"], name="standards_edition_once"),
            models.UniqueConstraint(
                fields=["standards"],
                condition=Q(state=EditionState.DRAFT),
                name="standards_one_draft",
            ),
            models.UniqueConstraint(
                fields=["standards", "in_force_from"], name="standards_one_edition_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, adopted_at=None, in_force_from=None)
                | Q(
                    state=EditionState.ADOPTED,
                    adopted_at__isnull=False,
                    in_force_from__isnull=False,
                )
                & ~Q(approved=""),
                name="standards_adopted_by_somebody_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Annex(CityModel):
    """A further text of an edition: a form, a list of numbers, a rule for one place."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="annexes")
    submission = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    text = models.TextField(_("Text"), blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "edition": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "position": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "text": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="standards_annex_has_a_place"
            ),
            models.UniqueConstraint(
                fields=["edition", "submission"], name="standards_annex_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EditionFile(StoredFile):
    """A file of an edition: the signed document, its short version, an annex."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    part = models.CharField(
        pgettext_lazy("of a file", "What it is"), max_length=10, choices=FilePart
    )
    title = models.CharField(_("Title"), max_length=200)

    privacy: ClassVar = {
        **StoredFile.privacy,
        "removed": FieldClass.ORGANISATIONAL,
        "edition": FieldClass.TECHNICAL,
        "part": FieldClass.ORGANISATIONAL,
        "title": FieldClass.ORGANISATIONAL,
    }

    class Meta(StoredFile.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "origin"], name="standards_file_once_in_an_edition"
            ),
        ]

    @property
    def subject(self) -> models.Model:
        """The standards to which it belongs."""
        return self.edition.standards
