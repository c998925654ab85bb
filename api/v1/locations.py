"""Where bodies can be reached."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Choices, Flag, Id, Shown, Text
from api.openapi.operations import operation
from api.v1.facts import SOURCE, FactResource
from casework.partners import actions, choices
from casework.partners.forms import LocationForm
from casework.partners.models import Location as LocationRow


class Location(Shown):
    """A place, with what makes it accessible."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=choices.LocationKind.choices)
    street = serializers.CharField()
    postal_code = serializers.CharField()
    town = serializers.CharField()
    district = serializers.CharField()
    accessibility = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.Accessibility.choices)
    )
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "a3b0d0b6-1b7e-4f38-9f8a-0f6e5d4c3b21",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "key": "ulica-przykladowa",
        "name": "Biuro",
        "kind": "physical",
        "street": "Przykładowa 1",
        "postal_code": "80-001",
        "town": "Gdańsk",
        "district": "",
        "accessibility": ["step_free"],
        "is_sample": True,
        "version": 1,
    }


class LocationFacts(Body):
    """What may be written about a place; ``organisation`` cannot be changed later."""

    organisation = Id()
    name = Text(max_length=200)
    kind = Choice(choices=choices.LocationKind.choices, required=False)
    street = Text(max_length=150, required=False, allow_blank=True)
    postal_code = Text(max_length=6, required=False, allow_blank=True)
    town = Text(max_length=100, required=False, allow_blank=True)
    district = Text(max_length=100, required=False, allow_blank=True)
    accessibility = Choices(choices.Accessibility.choices, required=False)
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "name": "Biuro",
        "street": "Przykładowa 1",
        "postal_code": "80-001",
        "town": "Gdańsk",
        "accessibility": ["step_free"],
    }


class LocationView(FactResource):
    """Places of bodies."""

    tag = "locations"
    path = "locations"
    shown, taken, form = Location, LocationFacts, LocationForm
    add, change = actions.add_location, actions.change_location
    defaults: ClassVar = {"kind": choices.LocationKind.PHYSICAL}

    def rows(self) -> QuerySet[Any]:
        return self.of_listed(LocationRow.objects.all())

    @operation("List the places", gives=Location, page=True)
    def list(self, request: Request) -> Response:
        return self._list()

    @operation("Read a place", gives=Location)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._retrieve(pk)

    @operation("Add a place", takes=LocationFacts, gives=Location, status=201)
    def create(self, request: Request) -> Response:
        return self._create()

    @operation("Change a place", takes=LocationFacts, gives=Location, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self._change(request, pk)
