"""The city's own words: bodies that decide, what each kind of data is for, the assessment."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.processing.choices import Part
from tenants.fence.models import CityModel

_T, _O = FieldClass.TECHNICAL, FieldClass.ORGANISATIONAL


class Controller(CityModel):
    """A body that decides about the data, alone or with others, or works on it for one."""

    submission = models.UUIDField(unique=True)
    part = models.CharField(_("What it is under the GDPR"), max_length=12, choices=Part)
    name = models.CharField(_("Name of the body"), max_length=200)
    address = models.CharField(_("Its address"), max_length=200, blank=True)
    contact = models.CharField(_("How it is reached"), max_length=200, blank=True)
    officer = models.CharField(
        _("How its data protection officer is reached"), max_length=200, blank=True
    )
    arrangement = models.TextField(
        _("The arrangement or contract, and what each is responsible for"), blank=True
    )
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": _T,
        "submission": _T,
        "part": _O,
        "name": _O,
        "address": _O,
        "contact": _O,
        "officer": _O,
        "arrangement": _O,
        "version": _T,
    }

    class Meta(CityModel.Meta):
        ordering = ["part", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "part"], name="controller_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Activity(CityModel):
    """What one kind of data is for, in the city's words; ``key`` is that of its retention class."""

    key = models.SlugField(max_length=40, unique=True)
    purpose = models.TextField(_("Purpose"), blank=True)
    basis = models.TextField(_("Legal basis"), blank=True)
    people = models.TextField(_("Whom the data is about"), blank=True)
    recipients = models.TextField(_("Who receives the data"), blank=True)
    transfers = models.TextField(_("Transfers outside the European Economic Area"), blank=True)
    measures = models.TextField(_("Security measures beside those of the platform"), blank=True)
    controller = models.ForeignKey(
        Controller,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who decides"),
    )
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": _T,
        "key": _T,
        "purpose": _O,
        "basis": _O,
        "people": _O,
        "recipients": _O,
        "transfers": _O,
        "measures": _O,
        "controller": _O,
        "version": _T,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return self.key


class Assessment(CityModel):
    """The city's words in the data protection impact assessment (GDPR, art. 35(7)): one row."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    necessity = models.TextField(_("Why the processing is necessary and proportionate"), blank=True)
    risks = models.TextField(_("Risks to the rights and freedoms of people"), blank=True)
    measures = models.TextField(_("Measures against the risks"), blank=True)
    opinion = models.TextField(_("Opinion of the data protection officer"), blank=True)
    reviewed_on = models.DateField(_("Day of the last review"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": _T,
        "only": _T,
        "necessity": _O,
        "risks": _O,
        "measures": _O,
        "opinion": _O,
        "reviewed_on": _O,
        "version": _T,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="assessment_only")
        ]

    def __str__(self) -> str:
        return str(self.reviewed_on or "")
