"""Places to stay: houses, their beds, and which are taken night by night."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Case, F, QuerySet, UUIDField, When
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.facilities_shown import Bed, BedClosure, Facility, Night
from api.v1.facilities_taken import BedFacts, Closure, FacilityFacts, NewBed
from api.v1.shifts import known
from api.v1.stays import refusals_as_problems
from casework.shelter import actions, board, selectors
from casework.shelter.choices import FacilityKind
from casework.shelter.forms.facility import BedForm, ClosureForm, FacilityForm
from casework.shelter.models import Bed as BedRow
from casework.shelter.models import BedClosure as BedClosureRow
from casework.shelter.models import BedNight
from casework.shelter.models import Facility as FacilityRow
from casework.shelter.nights import A_DAY
from ostoja.access.permissions import Permission

VIEW, CHANGE = Permission.SHELTER_VIEW, Permission.SHELTER_CHANGE


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


class ClosureFilter(django_filters.FilterSet):
    """Which of what is out of service to list."""

    bed = django_filters.UUIDFilter(field_name="bed_id", help_text="Only this bed.")
    facility = django_filters.UUIDFilter(
        field_name="bed__facility_id", help_text="Only of this house."
    )


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
    permissions: ClassVar = dict.fromkeys(("create", "partial_update"), CHANGE)
    ordering = ("name", "id")
    filters = FacilityFilter

    @operation("List the houses", gives=Facility, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.facilities(self.user), Facility)

    @operation("Read a house", gives=Facility)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._given(selectors.facility_for(self.user, pk, VIEW))

    @operation("Add a house", takes=FacilityFacts, gives=Facility, status=201)
    def create(self, request: Request) -> Response:
        form = self._checked({"is_active": True, **self.body(FacilityFacts)})
        made = actions.add_facility(submission=self.submission, by=self.user, **form.facts())
        return self._given(made, status=201)

    @operation(
        "Change a house",
        "Members that you leave out stay. Stays keep the limit they began with.",
        takes=FacilityFacts,
        gives=Facility,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        house, version = selectors.facility_for(self.user, pk, CHANGE), self.version
        as_it_is = FacilityForm.values_of(house) | {"organisation": house.organisation_id}
        form = self._checked({**as_it_is, **self.body(FacilityFacts, partial=True)})
        changed = actions.change_facility(pk=pk, version=version, by=self.user, **form.facts())
        return self._given(changed)

    def _checked(self, values: dict[str, Any]) -> FacilityForm:
        bodies = selectors.bodies_for_houses_of(self.user)
        known(bodies, values["organisation"], "/organisation")
        return checked(FacilityForm(bodies, data_for(FacilityForm, values)))

    def _given(self, house: FacilityRow, status: int = 200) -> Response:
        location = f"/api/v1/facilities/{house.pk}/" if status == 201 else ""
        data = Facility(house, context={"view": self}).data
        return given(data, version=house.version, status=status, location=location)


class BedView(Resource):
    """Who may see the shelter sees all beds."""

    tag = "shelter"
    part = "shelter"
    permission = VIEW
    permissions: ClassVar = dict.fromkeys(("create", "partial_update", "close"), CHANGE)
    ordering = ("name", "id")
    filters = BedFilter

    @operation("List the beds", "Those of houses that you see.", gives=Bed, page=True)
    def list(self, request: Request) -> Response:
        return self.page(self._seen(), Bed)

    @operation("Read a bed", gives=Bed)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _bed(get_object_or_404(self._seen(), pk=pk))

    @operation("Add a bed", takes=NewBed, gives=Bed, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewBed)
        house = known(selectors.houses_to_change(self.user), sent.pop("facility"), "/facility")
        form = checked(BedForm(data_for(BedForm, {"is_active": True, **sent})))
        with refusals_as_problems():
            made = actions.add_bed(facility=house, by=self.user, **form.facts())
        return _bed(made, status=201)

    @operation(
        "Change a bed",
        "Members that you leave out stay. It goes out of use once nobody has it.",
        takes=BedFacts,
        gives=Bed,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        bed, version = selectors.bed_for(self.user, pk), self.version
        values = {**BedForm.values_of(bed), **self.body(BedFacts, partial=True)}
        form = checked(BedForm(data_for(BedForm, values)))
        with refusals_as_problems():
            changed = actions.change_bed(pk=pk, version=version, by=self.user, **form.facts())
        return _bed(changed)

    @operation("Take a bed out of service", takes=Closure, gives=BedClosure)
    def close(self, request: Request, pk: UUID) -> Response:
        bed = selectors.bed_for(self.user, pk)
        form = checked(ClosureForm(data_for(ClosureForm, self.body(Closure))))
        with refusals_as_problems():
            made = actions.close_bed(bed=bed, by=self.user, **form.cleaned_data)
        return given(BedClosure(made).data)

    def _seen(self) -> QuerySet[BedRow]:
        houses = selectors.facilities(self.user).order_by().values("pk")
        return BedRow.objects.filter(facility__in=houses).select_related("room")


class BedClosureView(Resource):
    """What is out of service, or was; ended by putting the bed back."""

    tag = "shelter"
    part = "shelter"
    permission = CHANGE
    ordering = ("first_on", "id")
    filters = ClosureFilter

    @operation("List what is out of service", "In your houses.", gives=BedClosure, page=True)
    def list(self, request: Request) -> Response:
        houses = selectors.houses_to_change(self.user).order_by().values("pk")
        return self.page(BedClosureRow.objects.filter(bed__facility__in=houses), BedClosure)

    @operation("Put a bed back into service", "The closure is gone.", takes=Nothing, gives=Bed)
    def reopen(self, request: Request, pk: UUID) -> Response:
        closure = selectors.closure_for(self.user, pk)
        self.body(Nothing)
        actions.reopen_bed(closure=closure, by=self.user)
        return _bed(selectors.bed_for(self.user, closure.bed_id))


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


def _bed(bed: BedRow, status: int = 200) -> Response:
    location = f"/api/v1/beds/{bed.pk}/" if status == 201 else ""
    return given(Bed(bed).data, version=bed.version, status=status, location=location)
