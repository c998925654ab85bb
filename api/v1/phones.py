"""Telephone numbers of bodies."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Flag, Id, Shown, Text, Texts
from api.openapi.operations import operation
from api.v1.facts import SOURCE, RemovableResource
from casework.partners import actions, choices
from casework.partners.forms import PhoneForm
from casework.partners.models import Phone as PhoneRow


class Phone(Shown):
    """A number as a telephone dials it, and as people write it."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    number = serializers.CharField(help_text="As it is dialled.")
    display = serializers.CharField(help_text="As it is written.")
    kind = serializers.ChoiceField(choices=choices.PhoneKind.choices)
    label = Texts()  # type: ignore[assignment]
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "c1f2a3b4-5d6e-4f70-8a9b-0c1d2e3f4a51",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "number": "+48585110121",
        "display": "58 511 01 21",
        "kind": "voice",
        "label": {"pl": "całą dobę"},
        "is_sample": False,
        "version": 1,
    }


class PhoneFacts(Body):
    """What may be written about a number; what is dialled is worked out from ``display``."""

    organisation = Id()
    display = Text(max_length=30)
    kind = Choice(choices=choices.PhoneKind.choices, required=False)
    label = Texts(longest=150, required=False)  # type: ignore[assignment]
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "display": "58 511 01 21",
        "kind": "voice",
        "label": {"pl": "całą dobę"},
    }


class PhoneView(RemovableResource):
    """Numbers of bodies."""

    tag = "phones"
    path = "phones"
    shown, taken, form, texts = Phone, PhoneFacts, PhoneForm, ("label",)
    add, change = actions.add_phone, actions.change_phone
    defaults: ClassVar = {"kind": choices.PhoneKind.VOICE}

    def rows(self) -> QuerySet[Any]:
        return self.of_listed(PhoneRow.objects.all())

    @operation("List the numbers", gives=Phone, page=True)
    def list(self, request: Request) -> Response:
        return self._list()

    @operation("Read a number", gives=Phone)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._retrieve(pk)

    @operation("Add a number", takes=PhoneFacts, gives=Phone, status=201)
    def create(self, request: Request) -> Response:
        return self._create()

    @operation("Change a number", takes=PhoneFacts, gives=Phone, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self._change(request, pk)

    @operation("Remove a number", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        return self._remove(pk)
