"""What bodies offer: for which needs, for whom, where and when."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.forms import BaseForm
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import (
    Body,
    Choice,
    Choices,
    Clock,
    Day,
    Flag,
    Id,
    Ids,
    IdsOf,
    Number,
    Shown,
    Text,
    Texts,
    several,
)
from api.openapi.operations import operation
from api.v1.facts import SOURCE, FactResource, in_languages, text_pointers
from api.v1.service_filter import ServiceFilter
from casework.partners import actions, choices
from casework.partners.forms import FactForm, ServiceForm
from casework.partners.forms.service import clock_of
from casework.partners.hours_in_words import interval_words
from casework.partners.models import Schedule as ScheduleRow
from casework.partners.models import Service as ServiceRow
from casework.partners.words import SPOKEN_LANGUAGES

DAYS = tuple(choices.Day.values)


class Schedule(Shown):
    """Hours that come back each week, Warsaw time; with dates they hold instead of the usual
    ones, and with dates and no days the service is closed in that time.
    """

    by_day = serializers.ListField(child=serializers.ChoiceField(choices=choices.Day.choices))
    opens_at = Clock()
    closes_at = Clock(help_text="23:59 is midnight.")
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class Service(Shown):
    """A service after HSDS, with its hours."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    key = serializers.CharField()
    name = Texts()
    description = Texts()
    eligibility = Texts()
    limits = Texts(help_text="What must be minded before somebody comes.")
    documents = Texts(help_text="Which documents are needed.")
    status = serializers.ChoiceField(choices=choices.ServiceStatus.choices)
    needs = IdsOf()
    phases = serializers.ListField(child=serializers.ChoiceField(choices=choices.Phase.choices))
    languages = serializers.ListField(child=serializers.CharField())
    minimum_age = serializers.IntegerField(allow_null=True)
    maximum_age = serializers.IntegerField(allow_null=True)
    sexes = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.ServedSex.choices),
        help_text="Empty: for everybody.",
    )
    districts = serializers.ListField(
        child=serializers.CharField(), help_text="Empty: for the whole city."
    )
    situations = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.Situation.choices),
        help_text="Empty: in any situation.",
    )
    locations = IdsOf()
    response_hours = serializers.IntegerField(
        allow_null=True, help_text="Hours to answer a referral; null: as the need says."
    )
    always_open = serializers.BooleanField()
    schedules = Schedule(many=True)
    capacity = serializers.IntegerField(allow_null=True)
    capacity_unit = serializers.CharField()
    free_places = serializers.IntegerField(
        allow_null=True, help_text="How many are free, as the body said."
    )
    free_said_on = serializers.DateField(allow_null=True)
    verified_on = serializers.DateField(allow_null=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "key": "rozmowa",
        "name": {"pl": "Rozmowa z psychologiem"},
        "description": {"pl": "Godzina rozmowy, bez skierowania."},
        "eligibility": {},
        "limits": {"pl": "Przyjęcia po wcześniejszym telefonie."},
        "documents": {},
        "status": "active",
        "needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"],
        "phases": ["intervention"],
        "languages": ["pl", "uk"],
        "minimum_age": 16,
        "maximum_age": None,
        "sexes": [],
        "districts": ["Oliwa"],
        "situations": [],
        "locations": ["a3b0d0b6-1b7e-4f38-9f8a-0f6e5d4c3b21"],
        "response_hours": 48,
        "always_open": False,
        "schedules": [
            {
                "by_day": ["MO", "TU"],
                "opens_at": "08:00",
                "closes_at": "16:00",
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "capacity": None,
        "capacity_unit": "",
        "free_places": 2,
        "free_said_on": "2026-11-20",
        "verified_on": "2026-11-20",
        "is_sample": True,
        "version": 2,
    }


class Hours(Body):
    """One opening on a day; 24:00 is midnight at its end."""

    opens = serializers.RegexField(r"^([01]\d|2[0-3]):[0-5]\d$")
    closes = serializers.RegexField(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")


class Week(Body):
    """The regular hours of each day; a day that is left out is closed."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {day: several(Hours, 4) for day in DAYS}


class ServiceFacts(Body):
    """What may be written about a service; ``organisation`` cannot be changed later."""

    organisation = Id()
    name = Texts(longest=150)
    description = Texts(longest=1000, required=False)
    eligibility = Texts(longest=300, required=False)
    limits = Texts(longest=500, required=False)
    documents = Texts(longest=300, required=False)
    status = Choice(choices=choices.ServiceStatus.choices, required=False)
    needs = Ids(min_length=1)
    phases = Choices(choices.Phase.choices, required=False)
    languages = Choices([(code, code) for code in SPOKEN_LANGUAGES], required=False)
    minimum_age = Number(required=False, allow_null=True, min_value=0, max_value=120)
    maximum_age = Number(required=False, allow_null=True, min_value=0, max_value=120)
    sexes = Choices(choices.ServedSex.choices, required=False)
    districts = serializers.ListField(child=Text(max_length=100), max_length=50, required=False)
    situations = Choices(choices.Situation.choices, required=False)
    locations = Ids(required=False)
    response_hours = Number(required=False, allow_null=True, min_value=1, max_value=1440)
    always_open = Flag(required=False)
    hours = Week(required=False, help_text="Replaces the regular week.")
    capacity = Number(required=False, allow_null=True, min_value=1, max_value=9999)
    capacity_unit = Choice(choices=choices.CapacityUnit.choices, required=False, allow_blank=True)
    free_places = Number(required=False, allow_null=True, min_value=0, max_value=9999)
    free_said_on = Day(
        required=False, allow_null=True, help_text="Left out: today, where the number is new."
    )
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "name": {"pl": "Rozmowa z psychologiem"},
        "needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"],
        "phases": ["intervention"],
        "languages": ["pl"],
        "hours": {"MO": [{"opens": "08:00", "closes": "16:00"}]},
    }


class ServiceView(FactResource):
    """Residents see active services of listed bodies."""

    tag = "services"
    path = "services"
    ordering = ("key",)
    filters = ServiceFilter
    shown, taken, form = Service, ServiceFacts, ServiceForm
    texts = ("name", "description", "eligibility", "limits", "documents")
    add, change = actions.add_service, actions.change_service
    defaults: ClassVar = {"status": choices.ServiceStatus.ACTIVE, "languages": ["pl"]}

    def rows(self) -> QuerySet[Any]:
        rows = self.of_listed(ServiceRow.objects.all())
        if self.reader is None:
            rows = rows.filter(status=choices.ServiceStatus.ACTIVE)
        return rows.prefetch_related("needs", "locations", "schedules")

    def values(self, sent: Any) -> dict[str, Any]:
        """The week is a form of its own, which always holds all of it."""
        values = in_languages(sent, *self.texts)
        if "response_hours" in values:
            values["answers_within"] = clock_of(values["response_hours"])
        if "free_places" in values:
            values.setdefault("free_said_on", None)
        hours = values.pop("hours", None)
        if hours is None:
            hours = self._hours_now()
        return values | {f"hours-{day}": written(hours.get(day, [])) for day in DAYS}

    def pointers(self) -> dict[str, str]:
        return text_pointers(*self.texts) | {day: f"/hours/{day}" for day in DAYS}

    def parts(self, form: FactForm) -> list[BaseForm]:
        return [form.hours] if isinstance(form, ServiceForm) else []

    def _hours_now(self) -> dict[str, Any]:
        rows = ScheduleRow.objects.filter(
            service=self.kwargs.get("pk"), valid_from=None, valid_to=None
        )
        found: dict[str, Any] = {}
        for row in rows:
            for day in row.by_day:
                found.setdefault(day, []).append(interval_words((row.opens_at, row.closes_at)))
        return found

    @operation("List the services", gives=Service, page=True)
    def list(self, request: Request) -> Response:
        return self.fast_page(self.rows(), Service)

    @operation("Read a service", gives=Service)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._retrieve(pk)

    @operation("Add a service", takes=ServiceFacts, gives=Service, status=201)
    def create(self, request: Request) -> Response:
        return self._create()

    @operation(
        "Change a service",
        "Members that you leave out stay as they are; hours for a set period are not touched.",
        takes=ServiceFacts,
        gives=Service,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self._change(request, pk)


def written(hours: Any) -> str:
    """Hours of a day as a person would write them."""
    return ", ".join(
        one if isinstance(one, str) else f"{one['opens']}-{one['closes']}" for one in hours
    )
