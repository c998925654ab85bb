"""How many conversations one would like to answer at once."""

from typing import ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Number, Shown
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.intake import actions
from casework.intake.desk.selectors import answered_now, desk_settings, limit_of
from casework.intake.forms.own_limit import OwnLimitForm
from ostoja.access.permissions import Permission


class OwnLimit(Shown):
    """What holds for you now."""

    most = serializers.IntegerField(help_text="So many at once.")
    city_most = serializers.IntegerField(help_text="So many the city lets one person answer.")
    answered_now = serializers.IntegerField(help_text="So many you hold.")

    example: ClassVar = {"most": 3, "city_most": 5, "answered_now": 2}


class OwnLimitWished(Body):
    """What one wants; twice the same is once."""

    most = Number(
        min_value=1,
        max_value=100,
        allow_null=True,
        help_text="No more than the city's; null: as many as the city lets you.",
    )

    example: ClassVar = {"most": 3}


class OwnLimitView(Resource):
    """One's own: colleagues see it and give one no more; what one holds stays."""

    tag = "desk-settings"
    part = "inbox"
    permission = Permission.CONVERSATION_ANSWER

    @operation("Read your limit", gives=OwnLimit)
    def retrieve(self, request: Request) -> Response:
        return self._given()

    @operation("Choose your limit", takes=OwnLimitWished, gives=OwnLimit)
    def create(self, request: Request) -> Response:
        data = data_for(OwnLimitForm, {"most": self.body(OwnLimitWished)["most"]})
        form = checked(OwnLimitForm(data, most=desk_settings().most_at_once))
        actions.set_own_limit(most=form.cleaned_data["most"], by=self.user)
        return self._given()

    def _given(self) -> Response:
        facts = {
            "most": limit_of(self.user),
            "city_most": desk_settings().most_at_once,
            "answered_now": answered_now(self.user),
        }
        return given(OwnLimit(facts).data)
