"""What the city promises to those who write, how its consultants work, and one's own break."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Clock, Flag, Number, Shown, Texts
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.desk_shown import NOW
from api.v1.facts import in_languages, text_pointers
from casework.intake import actions
from casework.intake.desk.selectors import desk_settings
from casework.intake.forms.desk import DeskSettingsForm
from casework.intake.models import Pause
from casework.intake.models.desk_settings import A_DAY
from ostoja.access.permissions import Permission


class DeskSettingsShown(Shown):
    """The city's promise, limit and procedure."""

    by_day = serializers.IntegerField(help_text="Minutes in which somebody has an answer by day.")
    by_night = serializers.IntegerField(help_text="The same at night.")
    day_begins = Clock(help_text="On Poland's clock.")
    day_ends = Clock()
    most_at_once = serializers.IntegerField(help_text="Conversations that one person answers.")
    procedure = Texts(help_text="When a life is in danger; a line that begins with “- ” is a step.")
    version = serializers.IntegerField()

    example: ClassVar = {
        "by_day": 30,
        "by_night": 120,
        "day_begins": "08:00",
        "day_ends": "20:00",
        "most_at_once": 5,
        "procedure": {"pl": "Najpierw życie.\n- Zadzwoń pod 112."},
        "version": 1,
    }


class DeskSettingsFacts(Body):
    """What may be written about them."""

    by_day = Number(min_value=1, max_value=A_DAY, required=False)
    by_night = Number(min_value=1, max_value=A_DAY, required=False)
    day_begins = Clock(required=False)
    day_ends = Clock(required=False)
    most_at_once = Number(min_value=1, max_value=100, required=False)
    procedure = Texts(longest=4000, required=False)

    example: ClassVar = {"by_day": 30, "most_at_once": 5}


class DeskSettingsView(Resource):
    """For administrators."""

    tag = "desk-settings"
    part = "inbox"
    permission = Permission.CITY_SETTINGS

    @operation("Read the promise and limits", gives=DeskSettingsShown)
    def retrieve(self, request: Request) -> Response:
        return self._given(desk_settings())

    @operation(
        "Change the promise and limits",
        "Members that you leave out stay. They hold from then on.",
        takes=DeskSettingsFacts,
        gives=DeskSettingsShown,
        versioned=True,
    )
    def partial_update(self, request: Request) -> Response:
        row, version = desk_settings(), self.version
        sent = in_languages(self.body(DeskSettingsFacts, partial=True), "procedure")
        data = data_for(DeskSettingsForm, {**DeskSettingsForm.values_of(row), **sent})
        form = checked(DeskSettingsForm(data, row=row), text_pointers("procedure"))
        return self._given(
            actions.change_desk_settings(version=version, by=self.user, **form.facts())
        )

    def _given(self, row: Any) -> Response:
        return given(DeskSettingsShown(row).data, version=row.version)


class Break(Shown):
    """Whether you are on a break."""

    since = serializers.DateTimeField(allow_null=True, help_text="null: you are not.")

    example: ClassVar = {"since": NOW}


class BreakWished(Body):
    """What one wants; twice the same is once."""

    is_on = Flag()

    example: ClassVar = {"is_on": True}


class BreakView(Resource):
    """One's own: colleagues see it and give one nothing; what one holds stays."""

    tag = "desk-settings"
    part = "inbox"
    permission = Permission.CONVERSATION_ANSWER

    @operation("Read your break", gives=Break)
    def retrieve(self, request: Request) -> Response:
        return self._given()

    @operation("Begin or end your break", takes=BreakWished, gives=Break)
    def create(self, request: Request) -> Response:
        if self.body(BreakWished)["is_on"]:
            actions.go_on_break(by=self.user)
        else:
            actions.come_back(by=self.user)
        return self._given()

    def _given(self) -> Response:
        found = Pause.objects.filter(person=self.user).first()
        return given(Break({"since": found.since if found else None}).data)
