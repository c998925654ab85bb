"""The register of processing: what each kind of data is for, who decides, and the assessment."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Id, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.privacy.processing import actions, register
from ostoja.privacy.processing.choices import Part
from ostoja.privacy.processing.forms import (
    ActivityForm,
    AssessmentForm,
    ControllerChange,
    ControllerForm,
)
from ostoja.privacy.processing.models import Controller as ControllerRow

LONGEST = 4_000


def _words() -> Text:
    return Text(max_length=LONGEST, required=False, allow_blank=True)


class Controller(Shown):
    """A body that decides about the data, alone or with others, or works on it for one."""

    id = serializers.UUIDField()
    part = serializers.ChoiceField(choices=Part.choices)
    name = serializers.CharField()
    address = serializers.CharField()
    contact = serializers.CharField()
    officer = serializers.CharField(help_text="How its data protection officer is reached.")
    arrangement = serializers.CharField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "708192a3-b4c5-4d6e-8f70-8192a3b4c5d6",
        "part": "joint",
        "name": "Fundacja Przykładowa",
        "address": "",
        "contact": "",
        "officer": "",
        "arrangement": "",
        "version": 1,
    }


class ControllerFacts(Body):
    """What may be written of a body."""

    part = Choice(choices=Part.choices)
    name = Text(max_length=200)
    address = Text(max_length=200, required=False, allow_blank=True)
    contact = Text(max_length=200, required=False, allow_blank=True)
    officer = Text(max_length=200, required=False, allow_blank=True)
    arrangement = _words()

    example: ClassVar = {"part": "joint", "name": "Fundacja Przykładowa"}


class ProcessingWords(Body):
    """The city's words about one kind of data; members that you leave out stay."""

    purpose, basis, people = _words(), _words(), _words()
    recipients, transfers, measures = _words(), _words(), _words()
    controller = Id(required=False, allow_null=True, help_text="Who decides.")

    example: ClassVar = {"purpose": "Interwencja kryzysowa"}


class ProcessingEntry(Shown):
    """One kind of data: what follows from the platform and the settings, and the city's words."""

    key = serializers.CharField()
    name = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    days = serializers.IntegerField(help_text="How long it is kept.")
    is_deleted = serializers.BooleanField(help_text="By itself, after these days.")
    is_whole = serializers.BooleanField(help_text="Purpose, basis and people are written.")
    purpose, basis, people = (serializers.CharField() for _ in range(3))
    recipients, transfers, measures = (serializers.CharField() for _ in range(3))
    controller = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(help_text="0 while the city has said nothing.")

    example: ClassVar = {
        "key": "cases",
        "name": "Sprawy",
        "categories": ["dane identyfikujące"],
        "days": 3650,
        "is_deleted": True,
        "is_whole": False,
        **dict.fromkeys(register.WORDS, ""),
        "controller": None,
        "version": 0,
    }


class ProcessingRegister(Shown):
    """Every kind of data, those about clients first."""

    entries = ProcessingEntry(many=True)

    example: ClassVar = {"entries": [ProcessingEntry.example]}


class AssessmentWords(Body):
    """The city's words in the impact assessment (GDPR, art. 35); what you leave out stays."""

    necessity, risks, measures, opinion = _words(), _words(), _words(), _words()
    reviewed_on = Day(required=False, allow_null=True)

    example: ClassVar = {"necessity": "Bez tych danych nie da się pomóc."}


class Assessment(Shown):
    """The same as it stands."""

    necessity, risks, measures, opinion = (serializers.CharField() for _ in range(4))
    reviewed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        **dict.fromkeys(("necessity", "risks", "measures", "opinion"), ""),
        "reviewed_on": None,
        "version": 0,
    }


class _OfProcessing(Resource):
    tag = "processing"
    part = "privacy"
    permission = Permission.PROCESSING


class ProcessingView(_OfProcessing):
    """Which data there is and how long it stays follows from the platform; the rest is words."""

    @operation("Read the register of processing", gives=ProcessingRegister)
    def retrieve(self, request: Request) -> Response:
        entries = [_entry(one) for one in register.entries()]
        return given(ProcessingRegister({"entries": entries}).data)

    @operation("Read one kind of data", gives=ProcessingEntry)
    def one(self, request: Request, key: str) -> Response:
        return _shown(_found(key))

    @operation(
        "Write what a kind of data is for",
        takes=ProcessingWords,
        gives=ProcessingEntry,
        versioned=True,
    )
    def write(self, request: Request, key: str) -> Response:
        known, version = _found(key).activity, self.version
        sent = self.body(ProcessingWords, partial=True)
        values = {**ActivityForm.facts_of(known), **sent, "version": version}
        said = checked(ActivityForm(data_for(ActivityForm, values))).cleaned_data
        actions.change_activity(key=key, by=self.user, **said)
        return _shown(_found(key))


class AssessmentView(_OfProcessing):
    """One for the city."""

    @operation("Read the impact assessment", gives=Assessment)
    def retrieve(self, request: Request) -> Response:
        return _assessment()

    @operation(
        "Write the impact assessment", takes=AssessmentWords, gives=Assessment, versioned=True
    )
    def partial_update(self, request: Request) -> Response:
        version, sent = self.version, self.body(AssessmentWords, partial=True)
        values = {**AssessmentForm.facts_of(register.assessment()), **sent, "version": version}
        said = checked(AssessmentForm(data_for(AssessmentForm, values))).cleaned_data
        actions.change_assessment(by=self.user, **said)
        return _assessment()


class ControllerView(_OfProcessing):
    """Controllers, joint controllers and processors."""

    ordering = ("part", "name", "id")

    @operation("List the bodies that decide", gives=Controller, page=True)
    def list(self, request: Request) -> Response:
        return self.page(ControllerRow.objects.all(), Controller)

    @operation("Read a body that decides", gives=Controller)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _body(get_object_or_404(ControllerRow, pk=pk))

    @operation("Add a body that decides", takes=ControllerFacts, gives=Controller, status=201)
    def create(self, request: Request) -> Response:
        form = checked(ControllerForm(data_for(ControllerForm, self.body(ControllerFacts))))
        said = form.cleaned_data | {"submission": self.submission}
        return _body(actions.add_controller(by=self.user, **said), 201)

    @operation(
        "Change a body that decides", takes=ControllerFacts, gives=Controller, versioned=True
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row, version = get_object_or_404(ControllerRow, pk=pk), self.version
        sent = self.body(ControllerFacts, partial=True)
        values = {**ControllerChange.facts_of(row), **sent, "version": version}
        form = checked(ControllerChange(data_for(ControllerChange, values), known=row))
        actions.change_controller(controller=row, by=self.user, **form.cleaned_data)
        return _body(ControllerRow.objects.get(pk=pk))

    @operation("Remove a body that decides", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        row, version = get_object_or_404(ControllerRow, pk=pk), self.version
        if row.version != version:
            raise StaleObject(row)
        actions.remove_controller(controller=row, by=self.user)
        return given(None, status=204)


def _found(key: str) -> register.Entry:
    for one in register.entries():
        if one.rule.kind.key == key:
            return one
    raise Http404


def _entry(one: register.Entry) -> dict[str, Any]:
    said, kind = one.activity, one.rule.kind
    return {
        "key": kind.key,
        "name": str(kind.label),
        "categories": one.classes,
        "days": one.rule.days,
        "is_deleted": one.rule.is_on,
        "is_whole": one.is_whole,
        **{name: getattr(said, name) if said else "" for name in register.WORDS},
        "controller": said.controller_id if said else None,
        "version": said.version if said else 0,
    }


def _shown(one: register.Entry) -> Response:
    facts = _entry(one)
    return given(ProcessingEntry(facts).data, version=facts["version"])


def _assessment() -> Response:
    found = register.assessment()
    return given(Assessment(found).data, version=found.version)


def _body(row: ControllerRow, status: int = 200) -> Response:
    location = f"/api/v1/controllers/{row.pk}/" if status == 201 else ""
    return given(Controller(row).data, version=row.version, status=status, location=location)
