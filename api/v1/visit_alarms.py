"""Alarms of outreach visits, and after how many minutes they are raised."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Nothing, Number, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.visits import keys_of, refusals_as_problems
from casework.visits import actions, selectors
from casework.visits.choices import AlarmReason
from casework.visits.forms.plan import SettingsForm
from casework.visits.models import Alarm as AlarmRow
from ostoja.access.permissions import Permission

SEE, CHANGE = Permission.VISIT_VIEW, Permission.VISIT_CHANGE


class VisitAlarm(Shown):
    """One alarm, open until somebody says what was done."""

    id = serializers.UUIDField()
    visit = serializers.UUIDField(source="visit_id")
    reason = serializers.ChoiceField(choices=AlarmReason.choices)
    raised_at = serializers.DateTimeField()
    taken_by = serializers.UUIDField(source="taken_by_id", allow_null=True)
    taken_at = serializers.DateTimeField(allow_null=True)
    closed_by = serializers.UUIDField(source="closed_by_id", allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    done = serializers.CharField(allow_blank=True, help_text="What was done.")
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "5c6d7e8f-90a1-4b2c-8d3e-4f5a6b7c8d9e",
        "visit": "4b5c6d7e-8f90-4a1b-9c2d-3e4f5a6b7c8d",
        "reason": "no_check_out",
        "raised_at": "2026-12-03T11:15:00+01:00",
        "taken_by": None,
        "taken_at": None,
        "closed_by": None,
        "closed_at": None,
        "done": "",
        "version": 1,
    }


class WhatWasDone(Body):
    """``goes_on``: in how many minutes the clock rings again, 0 where the visit is over; needed
    while nobody has checked out.
    """

    done = Text(max_length=4000)
    goes_on = Number(min_value=0, max_value=120, required=False, allow_null=True)

    example: ClassVar = {"done": "Dodzwoniliśmy się, są bezpieczni.", "goes_on": 0}


class AlarmFilter(django_filters.FilterSet):
    """Which alarms to list."""

    open = django_filters.BooleanFilter(
        field_name="closed_at", lookup_expr="isnull", help_text="Only open ones, or closed ones."
    )
    visit = django_filters.UUIDFilter(field_name="visit_id", help_text="Only of this visit.")


class AlarmView(Resource):
    """Alarms of the visits that one sees."""

    tag = "visits"
    part = "visits"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(("take", "close"), CHANGE)
    ordering = ("-raised_at", "-id")
    filters = AlarmFilter

    @operation("List the alarms", "The latest first.", gives=VisitAlarm, page=True)
    def list(self, request: Request) -> Response:
        seen = selectors.alarms_visible_to(self.user)
        answer = self.page(seen, VisitAlarm)
        selectors.note_alarms_seen(self.user, seen.filter(pk__in=keys_of(answer)))
        return answer

    @operation("Read an alarm", gives=VisitAlarm)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        alarm = selectors.alarm_for(self.user, pk)
        selectors.note_alarms_seen(self.user, [alarm])
        return _shown(alarm)

    @operation("Take an alarm", takes=Nothing, gives=VisitAlarm, versioned=True)
    def take(self, request: Request, pk: UUID) -> Response:
        alarm = selectors.alarm_for(self.user, pk)
        return _shown(actions.take_alarm(alarm=alarm, version=self.version, by=self.user))

    @operation("Close an alarm", takes=WhatWasDone, gives=VisitAlarm, versioned=True)
    def close(self, request: Request, pk: UUID) -> Response:
        alarm = selectors.alarm_for(self.user, pk)
        sent = {"goes_on": None, **self.body(WhatWasDone)}
        with refusals_as_problems():
            closed = actions.close_alarm(alarm=alarm, version=self.version, by=self.user, **sent)
        return _shown(closed)


class VisitMinutes(Shown):
    """After how many minutes who is told."""

    grace = serializers.IntegerField(help_text="After the planned begin, to be at the door.")
    remind = serializers.IntegerField(help_text="Before the end, a gentle reminder.")
    second = serializers.IntegerField(help_text="After that moment, who is on duty.")
    third = serializers.IntegerField(help_text="After that moment, the supervisors.")
    version = serializers.IntegerField()

    example: ClassVar = {"grace": 15, "remind": 5, "second": 10, "third": 20, "version": 1}


class OtherMinutes(Body):
    """Other minutes."""

    grace = Number(min_value=1, max_value=120)
    remind = Number(min_value=1, max_value=120)
    second = Number(min_value=1, max_value=120)
    third = Number(min_value=1, max_value=120)

    example: ClassVar = {"grace": 10}


class VisitSettingsView(Resource):
    """The city's minutes."""

    tag = "visits"
    part = "visits"
    permission = Permission.VISIT_SETTINGS

    @operation("Read the minutes of the alarm", gives=VisitMinutes)
    def retrieve(self, request: Request) -> Response:
        return self._given(selectors.settings_here())

    @operation(
        "Change the minutes of the alarm",
        "Members that you leave out stay. They hold from then on.",
        takes=OtherMinutes,
        gives=VisitMinutes,
        versioned=True,
    )
    def partial_update(self, request: Request) -> Response:
        row, version = selectors.settings_here(), self.version
        sent = self.body(OtherMinutes, partial=True)
        form = checked(
            SettingsForm(data_for(SettingsForm, {**SettingsForm.values_of(row), **sent}))
        )
        facts = {**form.cleaned_data, "version": version}
        return self._given(actions.change_settings(by=self.user, **facts))

    def _given(self, row: Any) -> Response:
        return given(VisitMinutes(row).data, version=row.version)


def _shown(row: AlarmRow) -> Response:
    return given(VisitAlarm(row).data, version=row.version)
