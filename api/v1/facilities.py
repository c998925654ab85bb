"""Places to stay: houses, their beds, and which are taken night by night."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import django_filters
from django.db.models import Case, F, QuerySet, UUIDField, When
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.shelter import board, selectors
from casework.shelter.choices import FacilityKind
from casework.shelter.models import Bed as BedRow
from casework.shelter.models import BedNight
from casework.shelter.models import Facility as FacilityRow
from casework.shelter.nights import A_DAY
from ostoja.access.permissions import Permission

VIEW = Permission.SHELTER_VIEW


class Facility(Shown):
    """A house in which people may stay. The address is null for whoever may not know it."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=FacilityKind.choices)
    organisation = serializers.UUIDField(source="organisation_id", help_text="Who runs it.")
    address = serializers.SerializerMethodField()
    address_is_secret = serializers.BooleanField()
    limit_months = serializers.IntegerField(
        allow_null=True, help_text="The house's own limit of a stay."
    )
    limit_rule = serializers.CharField(help_text="What that limit rests on.")
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "key": "oik-hostel",
        "name": "Hostel kryzysowy",
        "kind": "crisis_hostel",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "address": None,
        "address_is_secret": True,
        "limit_months": None,
        "limit_rule": "",
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }

    def get_address(self, row: FacilityRow) -> str | None:
        """For whoever may know it."""
        user = self.context["view"].user
        return row.address if selectors.sees_address(user, row) else None


class Bed(Shown):
    """One person sleeps in it."""

    id = serializers.UUIDField()
    facility = serializers.UUIDField(source="facility_id")
    name = serializers.CharField()
    room = serializers.CharField(source="room.name")
    is_accessible = serializers.BooleanField()
    is_family = serializers.BooleanField()
    is_cot = serializers.BooleanField()
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a",
        "facility": Facility.example["id"],
        "name": "5",
        "room": "pokój 3",
        "is_accessible": False,
        "is_family": True,
        "is_cot": False,
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }


class Night(Shown):
    """A bed that is taken or held on the night which begins on a day.

    ``stay`` is null where it is held, and for whoever may not know who stays there.
    """

    id = serializers.UUIDField()
    bed = serializers.UUIDField(source="bed_id")
    night = serializers.DateField()
    is_held = serializers.SerializerMethodField()
    stay = serializers.UUIDField(source="known_stay", allow_null=True)

    example: ClassVar = {
        "id": "8e9f0a1b-2c3d-4e4f-8a5b-6c7d8e9f0a1b",
        "bed": Bed.example["id"],
        "night": "2026-12-03",
        "is_held": False,
        "stay": None,
    }

    def get_is_held(self, row: BedNight) -> bool:
        """Whether it waits for somebody."""
        return row.hold_id is not None


class FacilityFilter(django_filters.FilterSet):
    """Which houses to list."""

    kind = django_filters.ChoiceFilter(choices=FacilityKind.choices, help_text="Only this kind.")
    organisation = django_filters.UUIDFilter(
        field_name="organisation_id", help_text="Only those that this body runs."
    )


class BedFilter(django_filters.FilterSet):
    """Which beds to list."""

    facility = django_filters.UUIDFilter(field_name="facility_id", help_text="Only of this house.")
    free_on = django_filters.DateFilter(
        method="free", help_text="Only those that are free on the night of this day."
    )
    is_accessible = django_filters.BooleanFilter(help_text="Only accessible ones, or the others.")
    is_family = django_filters.BooleanFilter(help_text="Only those in family rooms, or the others.")
    is_cot = django_filters.BooleanFilter(help_text="Only cots, or no cots.")

    def free(self, rows: QuerySet[BedRow], _name: str, value: date) -> QuerySet[BedRow]:
        """Nobody has it on that night, and it is in service."""
        free = board.free_beds(value, value + A_DAY)
        return rows.filter(pk__in=free.order_by().values("pk"))


class NightFilter(django_filters.FilterSet):
    """Which nights to list."""

    facility = django_filters.UUIDFilter(
        field_name="bed__facility_id", help_text="Only of this house."
    )
    first = django_filters.DateFilter(
        field_name="night", lookup_expr="gte", help_text="Only this night and later ones."
    )
    last = django_filters.DateFilter(
        field_name="night", lookup_expr="lte", help_text="Only this night and earlier ones."
    )


class FacilityView(Resource):
    """Who may see the shelter sees all houses in use."""

    tag = "shelter"
    part = "shelter"
    permission = VIEW
    ordering = ("name", "id")
    filters = FacilityFilter

    @operation("List the houses", gives=Facility, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.facilities(self.user), Facility)

    @operation("Read a house", gives=Facility)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        found = selectors.facility_for(self.user, pk, VIEW)
        return given(Facility(found, context={"view": self}).data, version=found.version)


class BedView(Resource):
    """Who may see the shelter sees all beds."""

    tag = "shelter"
    part = "shelter"
    permission = VIEW
    ordering = ("name", "id")
    filters = BedFilter

    @operation("List the beds", "Those of houses that you see.", gives=Bed, page=True)
    def list(self, request: Request) -> Response:
        houses = selectors.facilities(self.user).order_by().values("pk")
        return self.page(BedRow.objects.filter(facility__in=houses).select_related("room"), Bed)


class NightView(Resource):
    """Which beds are taken; by whom is seen by the house and by those who may see the case."""

    tag = "shelter"
    part = "shelter"
    permission = VIEW
    ordering = ("night", "id")
    filters = NightFilter

    @operation("List the nights of beds that are taken or held", gives=Night, page=True)
    def list(self, request: Request) -> Response:
        houses = selectors.facilities(self.user).order_by().values("pk")
        known = selectors.stays_visible_to(self.user).order_by().values("pk")
        rows = BedNight.objects.filter(bed__facility__in=houses).annotate(
            known_stay=Case(
                When(stay__in=known, then=F("stay_id")), default=None, output_field=UUIDField()
            )
        )
        return self.page(rows, Night)
