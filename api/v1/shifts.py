"""The roster: places of duty, duties, and who is on duty now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Clock, Id, Moment, Shown
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.roster import actions, selectors
from casework.roster.actions import ShiftFacts as ActionFacts
from casework.roster.choices import DutyRole
from casework.roster.models import DutyPlace as PlaceRow
from casework.roster.models import Shift as ShiftRow
from casework.roster.refusals import DutyRefused
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

UNKNOWN = _("There is nothing with this id.")
VIEW, PLAN = Permission.ROSTER_VIEW, Permission.ROSTER_PLAN


@contextmanager
def refusals_as_problems() -> Iterator[None]:
    """What the roster refuses is 422, with a pointer to what must be changed."""
    try:
        yield
    except DutyRefused as refusal:
        pointer = f"/{refusal.field}" if refusal.field else ""
        raise Invalid([{"pointer": pointer, "detail": refusal.words}]) from refusal


def known(rows: QuerySet[Any], pk: UUID | None, pointer: str) -> Any:
    """The row that a body names, None where it names none; 422 for an unknown one."""
    if pk is None:
        return None
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Invalid([{"pointer": pointer, "detail": str(UNKNOWN)}])
    return found


class Hours(Shown):
    """On these days of the week, Warsaw time; an end that is not later is on the next day."""

    by_day = serializers.ListField(child=serializers.CharField())
    starts = Clock()
    ends = Clock()


class DutyPlace(Shown):
    """Where somebody must be on duty, in which role and when."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.DictField(child=serializers.CharField())
    role = serializers.ChoiceField(choices=DutyRole.choices)
    people = serializers.IntegerField(help_text="How many at least.")
    always = serializers.BooleanField(help_text="Round the clock.")
    on_holidays = serializers.BooleanField(help_text="Whether its hours hold on public holidays.")
    answers_chat = serializers.BooleanField()
    approves_swaps = serializers.BooleanField()
    is_active = serializers.BooleanField()
    hours = Hours(many=True)
    repeating = Hours(many=True, source="patterns", help_text="The duties that repeat there.")
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "1d2c3b4a-5f6e-4d7c-8b9a-0f1e2d3c4b5a",
        "key": "centrum-dla-dzieci",
        "name": {"pl": "Centrum dla dzieci"},
        "role": "consultant",
        "people": 1,
        "always": False,
        "on_holidays": False,
        "answers_chat": True,
        "approves_swaps": False,
        "is_active": True,
        "hours": [{"by_day": ["MO", "TU"], "starts": "08:00", "ends": "20:00"}],
        "repeating": [],
        "is_sample": False,
        "version": 1,
    }


class Shift(Shown):
    """A duty; without a person it waits for somebody."""

    id = serializers.UUIDField()
    place = serializers.UUIDField(source="place_id")
    person = serializers.UUIDField(source="person_id", allow_null=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "2e3d4c5b-6a7f-4e8d-9c0b-1a2f3e4d5c6b",
        "place": "1d2c3b4a-5f6e-4d7c-8b9a-0f1e2d3c4b5a",
        "person": "7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
        "starts_at": "2026-12-03T19:00:00+01:00",
        "ends_at": "2026-12-04T07:00:00+01:00",
        "is_sample": False,
        "version": 1,
    }


class ShiftFacts(Body):
    """What may be written about a duty; it ends after it begins and lasts a day at most."""

    place = Id()
    person = Id(required=False, allow_null=True)
    starts_at = Moment()
    ends_at = Moment()

    example: ClassVar = {
        name: Shift.example[name] for name in ("place", "person", "starts_at", "ends_at")
    }


class ShiftFilter(django_filters.FilterSet):
    """Which duties to list."""

    place = django_filters.UUIDFilter(field_name="place_id", help_text="Only at this place.")
    person = django_filters.UUIDFilter(field_name="person_id", help_text="Only this person's.")
    vacant = django_filters.BooleanFilter(
        field_name="person_id", lookup_expr="isnull", help_text="Only those that nobody has."
    )
    ends_after = django_filters.IsoDateTimeFilter(
        field_name="ends_at", lookup_expr="gt", help_text="Only those that end after this moment."
    )
    starts_before = django_filters.IsoDateTimeFilter(
        field_name="starts_at", lookup_expr="lt", help_text="Only those that begin before it."
    )


class DutyPlaceView(Resource):
    """Who may see the roster sees all places."""

    tag = "roster"
    part = "roster"
    permission = VIEW
    ordering = ("key",)

    @operation("List the places of duty", gives=DutyPlace, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.places(also_closed=True), DutyPlace)

    @operation("Read a place of duty", gives=DutyPlace)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        found: PlaceRow = selectors.place_for(self.user, pk, VIEW)
        return given(DutyPlace(found).data, version=found.version)


class ShiftView(Resource):
    """Who may see the roster sees all duties."""

    tag = "roster"
    part = "roster"
    permission = VIEW
    permissions: ClassVar = {"create": PLAN, "partial_update": PLAN, "destroy": PLAN}
    ordering = ("starts_at", "id")
    filters = ShiftFilter

    @operation("List the duties", "The earliest first.", gives=Shift, page=True)
    def list(self, request: Request) -> Response:
        return self.page(ShiftRow.objects.all(), Shift)

    @operation("Read a duty", gives=Shift)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.shift_for(self.user, pk, VIEW))

    @operation("Plan a duty", takes=ShiftFacts, gives=Shift, status=201)
    def create(self, request: Request) -> Response:
        facts = _facts(self.body(ShiftFacts))
        with refusals_as_problems():
            made = actions.plan_shift(submission=self.submission, by=self.user, **facts)
        return _shown(made, status=201)

    @operation(
        "Change a duty",
        "Members that you leave out stay as they are.",
        takes=ShiftFacts,
        gives=Shift,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.shift_for(self.user, pk, PLAN)
        version, sent = self.version, self.body(ShiftFacts, partial=True)
        before = {
            "place": found.place_id,
            "person": found.person_id,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
        }
        facts = _facts({**before, **sent})
        with refusals_as_problems():
            changed = actions.change_shift(pk=pk, version=version, by=self.user, **facts)
        return _shown(changed)

    @operation("Remove a duty", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        selectors.shift_for(self.user, pk, PLAN)
        actions.remove_shift(pk=pk, version=self.version, by=self.user)
        return given(None, status=204)


class OnDutyFilter(django_filters.FilterSet):
    """Who is asked for."""

    role = django_filters.ChoiceFilter(
        field_name="place__role", choices=DutyRole.choices, help_text="On duty as what."
    )


class OnDutyView(Resource):
    """Who is on duty at this moment."""

    tag = "roster"
    part = "roster"
    permission = VIEW
    ordering = ("starts_at", "id")
    filters = OnDutyFilter

    @operation("List who is on duty now", gives=Shift, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.on_duty(), Shift)


def _facts(sent: dict[str, Any]) -> ActionFacts:
    return ActionFacts(
        place=known(PlaceRow.objects.all(), sent["place"], "/place"),
        person=known(User.objects.of_the_city(), sent.get("person"), "/person"),
        starts_at=sent["starts_at"],
        ends_at=sent["ends_at"],
    )


def _shown(found: ShiftRow, status: int = 200) -> Response:
    location = f"/api/v1/shifts/{found.pk}/" if status == 201 else ""
    return given(Shift(found).data, version=found.version, status=status, location=location)
