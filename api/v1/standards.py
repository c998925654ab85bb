"""Standards for the protection of minors: what is in force, and that one has read it."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing, Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.minors import actions, selectors
from casework.minors.models import Edition as EditionRow
from casework.minors.models import Standards as StandardsRow
from casework.minors.public_words import name_of
from ostoja.access.permissions import Permission


class Standards(Shown):
    """Those of one body; ``organisation`` is null for the city's own office."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    name = serializers.SerializerMethodField(help_text="Of the body.")
    in_force = serializers.SerializerMethodField(
        help_text="Id of the edition that holds today.", allow_null=True
    )
    in_force_from = serializers.SerializerMethodField(allow_null=True)
    review_due = serializers.SerializerMethodField(
        help_text="Until when they must be reviewed: two years after the last time.",
        allow_null=True,
    )
    is_sample = serializers.BooleanField()

    example: ClassVar = {
        "id": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        "organisation": "2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e",
        "name": "Fundacja Przykładowa Latarnia",
        "in_force": "3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f",
        "in_force_from": "2026-02-01",
        "review_due": "2028-02-01",
        "is_sample": True,
    }

    def get_name(self, found: StandardsRow) -> str:
        return name_of(found)

    def get_in_force(self, found: StandardsRow) -> UUID | None:
        held = selectors.held_among(found.editions.all())
        return held.pk if held else None

    def get_in_force_from(self, found: StandardsRow) -> Any:
        held = selectors.held_among(found.editions.all())
        return held.in_force_from if held else None

    def get_review_due(self, found: StandardsRow) -> Any:
        return selectors.review_due(found)


class StandardsEdition(Shown):
    """What was adopted; it never changes. Texts are Markdown."""

    id = serializers.UUIDField()
    standards = serializers.UUIDField(source="standards_id")
    number = serializers.IntegerField()
    title = serializers.CharField()
    language = serializers.CharField()
    full_text = serializers.CharField()
    short_text = serializers.CharField(help_text="For children.")
    in_force_from = serializers.DateField()
    approved = serializers.CharField(help_text="Who approved it, and how.")

    example: ClassVar = {
        "id": "3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f",
        "standards": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        "number": 1,
        "title": "Standardy ochrony małoletnich",
        "language": "pl",
        "full_text": "# Zasady",
        "short_text": "Nikt nie może Cię krzywdzić.",
        "in_force_from": "2026-02-01",
        "approved": "Zarząd, uchwała 3/2026",
    }


class StandardsReading(Shown):
    """That somebody has read an edition and will keep to it."""

    id = serializers.UUIDField()
    edition = serializers.UUIDField(source="edition_id")
    name = serializers.CharField()
    at = serializers.DateTimeField()

    example: ClassVar = {
        "id": "4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f8a",
        "edition": "3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f",
        "name": "Anna Zmyślona",
        "at": "2026-02-03T09:30:00+01:00",
    }


class StandardsView(Resource):
    """Every body's: all staff read them."""

    tag = "minors"
    part = "minors"
    permission = Permission.STANDARDS_VIEW
    ordering = ("id",)

    @operation("List the standards of all bodies", gives=Standards, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.every_standards(), Standards)

    @operation("Read which edition of a body's standards is in force", gives=Standards)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(Standards(selectors.standards_for(self.user, pk)).data)


class StandardsEditionView(Resource):
    """Editions, and who has read them."""

    tag = "minors"
    part = "minors"
    permission = Permission.STANDARDS_VIEW
    ordering = ("at", "id")

    @operation("Read an edition", "Also one that was replaced.", gives=StandardsEdition)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(StandardsEdition(_adopted(self, pk)).data)

    @operation(
        "Say that you have read an edition and will keep to it",
        "Only what is in force, in an organisation of yours. Said again, it stays as it was.",
        takes=Nothing,
        gives=StandardsReading,
    )
    def read(self, request: Request, pk: UUID) -> Response:
        edition = _adopted(self, pk)
        if not selectors.belongs(self.user, edition.standards):
            raise Http404
        self.body(Nothing)
        reading = actions.confirm_reading(edition=edition, by=self.user)
        return given(StandardsReading(reading).data)

    @operation(
        "List who has read an edition",
        "For those who look after the standards.",
        gives=StandardsReading,
        page=True,
    )
    def list(self, request: Request, pk: UUID) -> Response:
        edition = _adopted(self, pk)
        if not selectors.may_change(self.user, edition.standards):
            raise Http404
        return self.page(edition.readings.all(), StandardsReading)


def _adopted(view: Resource, pk: UUID) -> EditionRow:
    edition = selectors.edition_for(view.user, pk)
    if edition.in_force_from is None:
        raise Http404
    return edition
