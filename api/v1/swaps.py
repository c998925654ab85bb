"""What people agree about duties: swaps, and days on which somebody is away."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Day, Flag, Id, Shown
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.shifts import UNKNOWN, VIEW, known, refusals_as_problems
from casework.roster import actions, selectors
from casework.roster.choices import SwapState
from casework.roster.models import Absence as AbsenceRow
from casework.roster.models import Shift as ShiftRow
from casework.roster.models import Swap as SwapRow
from casework.roster.selectors import PLAN
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

NOT_IN_ORDER = _("The last day is before the first one.")


class Swap(Shown):
    """``asker`` asks ``asked`` to take ``shift``, perhaps for one of theirs."""

    id = serializers.UUIDField()
    shift = serializers.UUIDField(source="shift_id")
    in_return = serializers.UUIDField(source="in_return_id", allow_null=True)
    asker = serializers.UUIDField(source="asker_id")
    asked = serializers.UUIDField(source="asked_id")
    state = serializers.ChoiceField(choices=SwapState.choices)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "3f4e5d6c-7b8a-4f9e-8d0c-2b3a4f5e6d7c",
        "shift": "2e3d4c5b-6a7f-4e8d-9c0b-1a2f3e4d5c6b",
        "in_return": None,
        "asker": "7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
        "asked": "8d9e0f1a-2b3c-4d4e-9f5a-6b7c8d9e0f1a",
        "state": "asked",
        "created_at": "2026-11-22T10:00:00+01:00",
        "version": 1,
    }


class SwapFacts(Body):
    """One's own coming duty, whom one asks, and what one would take in return."""

    shift = Id()
    asked = Id()
    in_return = Id(required=False, allow_null=True)

    example: ClassVar = {name: Swap.example[name] for name in ("shift", "asked", "in_return")}


class SwapFilter(django_filters.FilterSet):
    """Which swaps to list."""

    state = django_filters.ChoiceFilter(choices=SwapState.choices, help_text="Where it stands.")


class SwapView(Resource):
    """One's own, and for those who plan what waits for their approval."""

    tag = "roster"
    part = "roster"
    permission = VIEW
    ordering = ("-created_at", "-id")
    filters = SwapFilter

    @operation("List the swaps", "The latest first.", gives=Swap, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.swaps_visible_to(self.user), Swap)

    @operation("Read a swap", gives=Swap)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _swap(selectors.swap_for(self.user, pk))

    @operation("Ask somebody to take a duty", takes=SwapFacts, gives=Swap, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(SwapFacts)
        own = ShiftRow.objects.select_related("place").filter(person=self.user)
        with refusals_as_problems():
            made = actions.ask_swap(
                submission=self.submission,
                shift=known(own, sent["shift"], "/shift"),
                asked=known(User.objects.of_the_city(), sent["asked"], "/asked"),
                in_return=known(
                    ShiftRow.objects.filter(person=sent["asked"]).select_related("place"),
                    sent.get("in_return"),
                    "/in_return",
                ),
                by=self.user,
            )
        return _swap(made, status=201)

    @operation("Agree to a swap", gives=Swap, versioned=True)
    def agree(self, request: Request, pk: UUID) -> Response:
        return self._answered(actions.agree_swap, pk)

    @operation("Decline a swap", gives=Swap, versioned=True)
    def decline(self, request: Request, pk: UUID) -> Response:
        return self._answered(actions.decline_swap, pk)

    @operation("Withdraw a swap", gives=Swap, versioned=True)
    def withdraw(self, request: Request, pk: UUID) -> Response:
        return self._answered(actions.withdraw_swap, pk)

    @operation("Approve a swap", gives=Swap, versioned=True)
    def approve(self, request: Request, pk: UUID) -> Response:
        return self._answered(actions.approve_swap, pk)

    @operation("Refuse a swap", gives=Swap, versioned=True)
    def refuse(self, request: Request, pk: UUID) -> Response:
        return self._answered(actions.refuse_swap, pk)

    def _answered(self, act: Any, pk: UUID) -> Response:
        selectors.swap_for(self.user, pk)
        with refusals_as_problems():
            return _swap(act(pk=pk, version=self.version, by=self.user))


class Absence(Shown):
    """Days on which a person is away, both included; nobody asks why."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(source="person_id")
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "4a5f6e7d-8c9b-4a0f-9e1d-3c4b5a6f7e8d",
        "person": "7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
        "first_on": "2026-12-28",
        "last_on": "2026-12-31",
        "version": 1,
    }


class AbsenceFacts(Body):
    """Whose is one's own, unless one plans; ``give_back``: what becomes of duties in these days."""

    person = Id(required=False)
    first_on = Day()
    last_on = Day()
    give_back = Flag(required=False)

    example: ClassVar = {"first_on": "2026-12-28", "last_on": "2026-12-31", "give_back": True}


class AbsenceFilter(django_filters.FilterSet):
    """Which absences to list."""

    person = django_filters.UUIDFilter(field_name="person_id", help_text="Only this person's.")


class AbsenceView(Resource):
    """One's own, and everybody's for those who plan."""

    tag = "roster"
    part = "roster"
    permission = VIEW
    ordering = ("first_on", "id")
    filters = AbsenceFilter

    @operation("List the absences", gives=Absence, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.absences_visible_to(self.user), Absence)

    @operation("Read an absence", gives=Absence)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _absence(selectors.absence_for(self.user, pk))

    @operation("Note an absence", takes=AbsenceFacts, gives=Absence, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(AbsenceFacts)
        if sent["last_on"] < sent["first_on"]:
            raise Invalid([{"pointer": "/last_on", "detail": str(NOT_IN_ORDER)}])
        person = known(User.objects.of_the_city(), sent.pop("person", self.user.pk), "/person")
        if person != self.user and not holds(self.user, PLAN):
            raise Invalid([{"pointer": "/person", "detail": str(UNKNOWN)}])
        with refusals_as_problems():
            made = actions.add_absence(
                submission=self.submission, person=person, by=self.user, **sent
            )
        return _absence(made, status=201)

    @operation("Remove an absence", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        selectors.absence_for(self.user, pk)
        actions.remove_absence(pk=pk, version=self.version, by=self.user)
        return given(None, status=204)


def _swap(found: SwapRow, status: int = 200) -> Response:
    location = f"/api/v1/swaps/{found.pk}/" if status == 201 else ""
    return given(Swap(found).data, version=found.version, status=status, location=location)


def _absence(found: AbsenceRow, status: int = 200) -> Response:
    location = f"/api/v1/absences/{found.pk}/" if status == 201 else ""
    return given(Absence(found).data, version=found.version, status=status, location=location)
