"""What is done in one kind of crisis: a playbook, its editions, and their steps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.playbooks.choices import CrisisKind, Doer, EditionState, LeadsTo
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Playbook(CityModel):
    """What is done in one kind of crisis. What it says stands in its editions.

    One that ``is_shipped`` came with the platform; the city edits its own copy.
    """

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("Kind of crisis"), max_length=20, choices=CrisisKind)
    is_shipped = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "is_shipped": FieldClass.TECHNICAL,
        "is_active": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["key"]
        permissions = [("approve_playbook", "Can approve what is in force")]

    def __str__(self) -> str:
        return self.key


class Edition(CityModel):
    """What a playbook says from one publishing to the next. Once published it stays as it is, so
    that what runs in a case keeps its steps. A supervisor of the city approves it.
    """

    playbook = models.ForeignKey(Playbook, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    title = models.CharField(_("Title"), max_length=120)
    summary = models.TextField(_("When it is started"), blank=True)
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "playbook": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "summary": FieldClass.ORGANISATIONAL,
        "created_at": FieldClass.TECHNICAL,
        "published_at": FieldClass.TECHNICAL,
        "published_by": FieldClass.STAFF,
        "approved_at": FieldClass.TECHNICAL,
        "approved_by": FieldClass.STAFF,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["playbook", "number"], name="playbook_edition_once"),
            models.UniqueConstraint(
                fields=["playbook"],
                condition=Q(state=EditionState.DRAFT),
                name="playbook_one_draft",
            ),
            models.UniqueConstraint(
                fields=["playbook"],
                condition=Q(state=EditionState.PUBLISHED),
                name="playbook_one_edition_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, published_at__isnull=True)
                | (~Q(state=EditionState.DRAFT) & Q(published_at__isnull=False)),
                name="playbook_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.DRAFT) | Q(approved_at__isnull=True),
                name="playbook_draft_is_not_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class PlaybookStep(CityModel):
    """One step. ``within_hours`` counts from the start, or from the end of the step ``after``.

    ``body`` names who outside the city takes part (the police, a school), ``form`` the paper that
    is filled in. A ``duty`` to report names the ``law`` that demands it. ``never_shown_to`` says
    in words who must never see what comes of the step.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("What is to be done"), max_length=160)
    instructions = models.TextField(_("How"), blank=True)
    doer = models.CharField(_("Who does it"), max_length=12, choices=Doer, default=Doer.WORKER)
    body = models.CharField(_("With which body"), max_length=160, blank=True)
    within_hours = models.PositiveIntegerField(null=True)
    after = models.SlugField(max_length=60, blank=True)
    leads_to = models.CharField(max_length=20, choices=LeadsTo, blank=True)
    form = models.CharField(_("Form to fill in"), max_length=160, blank=True)
    is_duty = models.BooleanField(_("Duty by law"), default=False)
    law = models.CharField(_("Act and article"), max_length=300, blank=True)
    never_shown_to = models.CharField(_("Who must never see it"), max_length=300, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "edition": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "position": FieldClass.TECHNICAL,
        "title": FieldClass.ORGANISATIONAL,
        "instructions": FieldClass.ORGANISATIONAL,
        "doer": FieldClass.ORGANISATIONAL,
        "body": FieldClass.ORGANISATIONAL,
        "within_hours": FieldClass.ORGANISATIONAL,
        "after": FieldClass.TECHNICAL,
        "leads_to": FieldClass.TECHNICAL,
        "form": FieldClass.ORGANISATIONAL,
        "is_duty": FieldClass.ORGANISATIONAL,
        "law": FieldClass.ORGANISATIONAL,
        "never_shown_to": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="playbook_step_once"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="playbook_step_has_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(is_duty=False) | ~Q(law=""), name="playbook_duty_names_its_law"
            ),
            models.CheckConstraint(
                condition=Q(within_hours__isnull=True) | Q(within_hours__gte=1),
                name="playbook_step_takes_time",
            ),
            models.CheckConstraint(
                condition=~Q(after=models.F("key")), name="playbook_step_not_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title
