"""Stays: who is where until when, admission, other beds, what is next, discharge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Id, Number, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.shifts import known
from casework.cases.models import Case
from casework.shelter import actions, selectors
from casework.shelter.choices import Destination, NextStep, StayBasis
from casework.shelter.models import Bed, BedNight, Facility
from casework.shelter.models import Stay as StayRow
from casework.shelter.refusals import ShelterRefused
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission

SEE, ADMIT = Permission.STAY_VIEW, Permission.STAY_ADMIT


@contextmanager
def refusals_as_problems() -> Iterator[None]:
    """What the shelter refuses is 422, with a pointer to what must be changed."""
    try:
        yield
    except ShelterRefused as refusal:
        if not refusal.field:
            raise
        raise Invalid([{"pointer": f"/{refusal.field}", "detail": refusal.words}]) from refusal


class Stay(Shown):
    """One case in one house. They leave on the morning of ``planned_end_on``."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    facility = serializers.UUIDField(source="facility_id")
    people = serializers.IntegerField(help_text="The person and those who came along.")
    beds = serializers.SerializerMethodField(help_text="Tonight's beds, or the last ones.")
    basis = serializers.ChoiceField(choices=StayBasis.choices)
    certificate_until = serializers.DateField(allow_null=True)
    started_on = serializers.DateField(help_text="The first night.")
    planned_end_on = serializers.DateField()
    limit_on = serializers.DateField(
        allow_null=True, help_text="The last day on which they may leave; null without a limit."
    )
    ended_on = serializers.DateField(allow_null=True)
    destination = serializers.ChoiceField(choices=Destination.choices, allow_blank=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "9f0a1b2c-3d4e-4f5a-9b6c-7d8e9f0a1b2c",
        "case": "0a1b2c3d-4e5f-4a6b-8c7d-8e9f0a1b2c3d",
        "facility": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "people": 1,
        "beds": ["7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a"],
        "basis": "art_47",
        "certificate_until": None,
        "started_on": "2026-12-03",
        "planned_end_on": "2026-12-20",
        "limit_on": "2027-03-03",
        "ended_on": None,
        "destination": "",
        "is_sample": False,
        "version": 1,
    }

    def get_beds(self, row: StayRow) -> list[UUID]:
        """By person; nights to come do not count."""
        today, last = timezone.localdate(), dict[int, UUID]()
        for night in row.nights.all():
            if night.night <= today:
                last[night.person] = night.bed_id
        return [last[person] for person in sorted(last)]


class NewStay(Body):
    """What may be written of an admission; there is one bed for each person."""

    case = Id()
    facility = Id()
    beds = serializers.ListField(child=Id(), max_length=20)
    people = Number(min_value=1, max_value=20)
    basis = Choice(choices=StayBasis.choices)
    certificate_until = Day(required=False, allow_null=True)
    started_on = Day()
    planned_end_on = Day()

    example: ClassVar = {
        name: Stay.example[name]
        for name in (
            *("case", "facility", "beds", "people", "basis"),
            *("certificate_until", "started_on", "planned_end_on"),
        )
    }


class OtherBeds(Body):
    """One bed for each person, from a night on."""

    beds = serializers.ListField(child=Id(), max_length=20)
    from_on = Day()

    example: ClassVar = {"beds": Stay.example["beds"], "from_on": "2026-12-05"}


class Decision(Body):
    """What happens before the limit; beyond it an extension names its legal basis and a reason."""

    step = Choice(choices=NextStep.choices)
    until = Day()
    destination = Choice(choices=Destination.choices, required=False)
    legal_basis = Text(required=False, max_length=200)
    reason = Text(required=False)

    example: ClassVar = {"step": "leave", "until": "2026-12-18", "destination": "rented"}


class Discharge(Body):
    """When they left, and where to."""

    ended_on = Day()
    destination = Choice(choices=Destination.choices)

    example: ClassVar = {"ended_on": "2026-12-18", "destination": "rented"}


class StayFilter(django_filters.FilterSet):
    """Which stays to list."""

    facility = django_filters.UUIDFilter(field_name="facility_id", help_text="Only in this house.")
    case = django_filters.UUIDFilter(field_name="case_id", help_text="Only of this case.")
    open = django_filters.BooleanFilter(
        field_name="ended_on", lookup_expr="isnull", help_text="Only those that go on, or ended."
    )


class StayView(Resource):
    """Stays in the houses that one's bodies run, and of the cases that one may see."""

    tag = "shelter"
    part = "shelter"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(("create", "discharge", "beds", "decide"), ADMIT)
    ordering = ("-started_on", "-id")
    filters = StayFilter

    @operation("List the stays", "The latest first.", gives=Stay, page=True)
    def list(self, request: Request) -> Response:
        return self.page(_with_nights(selectors.stays_visible_to(self.user)), Stay)

    @operation("Read a stay", gives=Stay)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.stay_for(self.user, pk))

    @operation("Admit somebody to a house", takes=NewStay, gives=Stay, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewStay)
        cases = visible_to(self.user, Case.objects.all(), Permission.CASE_ANNOTATE)
        houses = [one.pk for one in selectors.own_facilities(self.user, ADMIT)]
        sent["case"] = known(cases, sent["case"], "/case")
        sent["facility"] = known(
            Facility.objects.filter(pk__in=houses), sent["facility"], "/facility"
        )
        sent["beds"] = _beds(sent["beds"])
        with refusals_as_problems():
            made = actions.admit(submission=self.submission, by=self.user, **sent)
        return _shown(made, status=201)

    @operation("Note that they left", takes=Discharge, gives=Stay, versioned=True)
    def discharge(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, actions.discharge, self.body(Discharge))

    @operation("Give them other beds", takes=OtherBeds, gives=Stay, versioned=True)
    def beds(self, request: Request, pk: UUID) -> Response:
        sent = self.body(OtherBeds)
        return self._stepped(pk, actions.move_beds, sent | {"beds": _beds(sent["beds"])})

    @operation("Decide what happens before the limit", takes=Decision, gives=Stay, versioned=True)
    def decide(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, actions.decide_next, self.body(Decision))

    def _stepped(self, pk: UUID, act: Callable[..., StayRow], sent: dict[str, Any]) -> Response:
        stay = selectors.stay_for(self.user, pk, ADMIT)
        with refusals_as_problems():
            return _shown(act(stay=stay, version=self.version, by=self.user, **sent))


def _beds(keys: list[UUID]) -> list[Bed]:
    """The beds in the order of the people; an unknown one is said where it stands."""
    rows = Bed.objects.all()
    return [known(rows, key, f"/beds/{number}") for number, key in enumerate(keys)]


def _with_nights(stays: QuerySet[StayRow]) -> QuerySet[StayRow]:
    return stays.prefetch_related(Prefetch("nights", BedNight.objects.order_by("night")))


def _shown(found: StayRow, status: int = 200) -> Response:
    row = _with_nights(StayRow.objects.filter(pk=found.pk)).get()
    location = f"/api/v1/stays/{found.pk}/" if status == 201 else ""
    return given(Stay(row).data, version=row.version, status=status, location=location)
