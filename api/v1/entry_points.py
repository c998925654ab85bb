"""QR codes and links through which residents come."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import (
    LANGUAGES,
    Body,
    Choice,
    Choices,
    Clock,
    Day,
    Flag,
    Id,
    Nothing,
    Shown,
    Text,
    Texts,
    several,
)
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.facts import in_languages, text_pointers
from casework.intake import actions
from casework.intake.choices import LONGEST_ADDRESS, Audience
from casework.intake.entry_points.windows import FURTHER, MOST
from casework.intake.forms.entry_points import LIMITS, EntryPointForm
from casework.intake.forms.windows import NAMES, PARTS, further_values
from casework.intake.models import EntryPoint as EntryPointRow
from casework.partners.choices import Day as Weekday
from casework.partners.forms.texts import values_of
from ostoja.access.permissions import Permission


class FurtherHoursShown(Shown):
    """A further window of time in which it is in use."""

    by_day = serializers.ListField(child=serializers.ChoiceField(choices=Weekday.choices))
    opens_at = serializers.CharField(allow_null=True, help_text="As “09:00”; null: all day.")
    closes_at = serializers.CharField(allow_null=True)

    example: ClassVar = {"by_day": ["SA"], "opens_at": "09:00", "closes_at": "13:00"}


class FurtherHours(Body):
    """The same as it is sent."""

    by_day = Choices(choices=Weekday.choices, required=False)
    opens_at = Clock(required=False, allow_null=True)
    closes_at = Clock(required=False, allow_null=True)

    example: ClassVar = FurtherHoursShown.example


class EntryPoint(Shown):
    """Where people begin; it counts reports, never people."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text="What follows /q/ in its address.")
    name = Texts()
    place = serializers.CharField()
    audience = serializers.ChoiceField(choices=Audience.choices)
    default_language = serializers.CharField()
    service = serializers.UUIDField(
        source="service_id", allow_null=True, help_text="The partner's service it belongs to."
    )
    short_address = serializers.CharField(
        allow_null=True, help_text="In words, right after the city's host: “pomoc”."
    )
    by_day = serializers.ListField(
        child=serializers.ChoiceField(choices=Weekday.choices),
        allow_null=True,
        help_text="Days of the week on which it is in use; null: every day.",
    )
    opens_at = Clock(
        allow_null=True, help_text="Poland's clock; null with closes_at: day and night."
    )
    closes_at = Clock(allow_null=True, help_text="Earlier than opens_at: on the next day.")
    more_hours = serializers.ListField(
        child=FurtherHoursShown(),
        allow_null=True,
        help_text="Further windows, two at most; null: none.",
    )
    first_day = serializers.DateField(allow_null=True, help_text="null: from ever.")
    last_day = serializers.DateField(allow_null=True, help_text="Included; null: for ever.")
    is_active = serializers.BooleanField(help_text="false: its code leads nowhere.")
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "9c0d1e2f-3a4b-4c5d-8e6f-7a8b9c0d1e21",
        "code": "KNRK77",
        "name": {"pl": "plakat w szkole na Lipowej"},
        "place": "Lipowa 1, hol",
        "audience": "everyone",
        "default_language": "pl",
        "service": None,
        "short_address": "pomoc",
        "by_day": ["MO", "TU", "WE", "TH", "FR"],
        "opens_at": "08:00",
        "closes_at": "20:00",
        "more_hours": [FurtherHoursShown.example],
        "first_day": None,
        "last_day": "2027-06-30",
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }


class EntryPointFacts(Body):
    """What may be written about one; its code is drawn and never changes."""

    name = Texts(longest=100)
    place = Text(max_length=200, required=False, allow_blank=True)
    audience = Choice(choices=Audience.choices, required=False)
    default_language = Choice(choices=[(code, code) for code in LANGUAGES], required=False)
    service = Id(required=False, allow_null=True)
    short_address = Text(
        max_length=LONGEST_ADDRESS, required=False, allow_blank=True, allow_null=True
    )
    by_day = Choices(choices=Weekday.choices, required=False, allow_null=True)
    opens_at = Clock(required=False, allow_null=True)
    closes_at = Clock(required=False, allow_null=True)
    more_hours = several(
        FurtherHours,
        MOST - 1,
        allow_null=True,
        help_text="All further windows, in the place of those there are.",
    )
    first_day = Day(required=False, allow_null=True)
    last_day = Day(required=False, allow_null=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "name": {"pl": "plakat w szkole na Lipowej"},
        "place": "Lipowa 1, hol",
        "short_address": "pomoc",
    }


class EntryPointView(Resource):
    """For those whose role sees or keeps them."""

    tag = "entry-points"
    part = "inbox"
    permission = Permission.ENTRY_POINT_VIEW
    permissions: ClassVar = {
        "create": Permission.ENTRY_POINT_CHANGE,
        "partial_update": Permission.ENTRY_POINT_CHANGE,
        "withdraw": Permission.ENTRY_POINT_CHANGE,
        "restore": Permission.ENTRY_POINT_CHANGE,
    }
    ordering = ("code",)

    @operation("List the entry points", "By their codes.", gives=EntryPoint, page=True)
    def list(self, request: Request) -> Response:
        return self.page(EntryPointRow.objects.all(), EntryPoint)

    @operation("Read an entry point", gives=EntryPoint)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(get_object_or_404(EntryPointRow, pk=pk))

    @operation("Add an entry point", takes=EntryPointFacts, gives=EntryPoint, status=201)
    def create(self, request: Request) -> Response:
        values = {"audience": Audience.EVERYONE, "default_language": "pl"}
        form = _form({**values, **self.body(EntryPointFacts)})
        made = actions.add_entry_point(submission=self.submission, by=self.user, **form.facts())
        return _shown(made, status=201)

    @operation(
        "Change an entry point",
        "Members that you leave out stay as they are.",
        takes=EntryPointFacts,
        gives=EntryPoint,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        point = get_object_or_404(EntryPointRow, pk=pk)
        version, sent = self.version, self.body(EntryPointFacts, partial=True)
        form = _form(sent, point)
        changed = actions.change_entry_point(pk=pk, version=version, by=self.user, **form.facts())
        return _shown(changed)

    @operation("Switch an entry point off", takes=Nothing, gives=EntryPoint)
    def withdraw(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        get_object_or_404(EntryPointRow, pk=pk)
        return _shown(actions.withdraw_entry_point(pk=pk, by=self.user))

    @operation("Switch an entry point on again", takes=Nothing, gives=EntryPoint)
    def restore(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        get_object_or_404(EntryPointRow, pk=pk)
        return _shown(actions.restore_entry_point(pk=pk, by=self.user))


KEPT = ("place", "audience", "default_language", *LIMITS, "is_sample")


def _form(sent: dict[str, Any], point: EntryPointRow | None = None) -> EntryPointForm:
    before: dict[str, Any] = {}
    if point is not None:
        before = {name: getattr(point, name) for name in KEPT} | values_of(point.name, "name")
        before["service"] = point.service_id
        before |= further_values(point)
    if "more_hours" in sent:
        before |= dict.fromkeys(NAMES) | _further(sent.pop("more_hours") or [])
    data = data_for(EntryPointForm, {**before, **in_languages(sent, "name")})
    return checked(EntryPointForm(data, point=point), text_pointers("name") | POINTERS)


POINTERS = {
    f"{part}_{number}": f"/more_hours/{at}/{part}"
    for at, number in enumerate(FURTHER)
    for part in PARTS
}


def _further(sent: list[dict[str, Any]]) -> dict[str, Any]:
    numbered = zip(FURTHER, sent, strict=False)
    return {f"{part}_{number}": one.get(part) for number, one in numbered for part in PARTS}


def _shown(point: EntryPointRow, status: int = 200) -> Response:
    location = f"/api/v1/entry-points/{point.pk}/" if status == 201 else ""
    return given(EntryPoint(point).data, version=point.version, status=status, location=location)
