"""People to speak to at a body; for staff only."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Flag, Id, Shown, Text
from api.openapi.operations import operation
from api.v1.facts import SOURCE, RemovableResource
from casework.partners import actions, selectors
from casework.partners.forms import ContactForm
from casework.partners.models import Contact as ContactRow


class Contact(Shown):
    """Somebody to speak to."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    name = serializers.CharField()
    title = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "d2e3f4a5-6b7c-4d8e-9f01-2a3b4c5d6e71",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "name": "Jan Przykładowy",
        "title": "kierownik",
        "email": "jan@example.org",
        "phone": "58 511 01 21",
        "is_sample": True,
        "version": 1,
    }


class ContactFacts(Body):
    """What may be written about somebody to speak to."""

    organisation = Id()
    name = Text(max_length=150)
    title = Text(max_length=150, required=False, allow_blank=True)
    email = Text(max_length=254, required=False, allow_blank=True)
    phone = Text(max_length=30, required=False, allow_blank=True)
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "name": "Jan Przykładowy",
        "title": "kierownik",
        "phone": "58 511 01 21",
    }


class ContactView(RemovableResource):
    """Never shown to residents."""

    tag = "contacts"
    path = "contacts"
    is_public = False
    shown, taken, form = Contact, ContactFacts, ContactForm
    add, change = actions.add_contact, actions.change_contact

    def rows(self) -> QuerySet[Any]:
        return selectors.of_standing(ContactRow.objects.all())

    @operation("List the contacts", gives=Contact, page=True)
    def list(self, request: Request) -> Response:
        return self._list()

    @operation("Read a contact", gives=Contact)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._retrieve(pk)

    @operation("Add a contact", takes=ContactFacts, gives=Contact, status=201)
    def create(self, request: Request) -> Response:
        return self._create()

    @operation("Change a contact", takes=ContactFacts, gives=Contact, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self._change(request, pk)

    @operation("Remove a contact", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        return self._remove(pk)
