"""What bodies do so that a crisis does not come; residents read it, too."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Flag, Id, Shown, Text, Texts
from api.openapi.operations import operation
from api.v1.facts import SOURCE, RemovableResource
from casework.partners import actions
from casework.partners.choices import Access
from casework.partners.forms import ActivityForm
from casework.partners.models import Activity as ActivityRow


class Activity(Shown):
    """A course, a group, a meeting."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    title = Texts()
    description = Texts()
    whom = Texts(help_text="For whom it is.")
    times = Texts(help_text="When it takes place, in words.")
    access = serializers.ChoiceField(choices=Access.choices)
    location = serializers.UUIDField(source="location_id", allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "d2e3f4a5-6b7c-4d8e-9f01-2a3b4c5d6e72",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "title": {"pl": "Grupa dla rodziców"},
        "description": {},
        "whom": {"pl": "Rodzice nastolatków"},
        "times": {"pl": "wtorki 17:00–19:00"},
        "access": "open",
        "location": None,
        "starts_on": None,
        "ends_on": "2026-12-31",
        "is_sample": True,
        "version": 1,
    }


class ActivityFacts(Body):
    """What may be written about an activity; ``organisation`` cannot be changed later."""

    organisation = Id()
    title = Texts(longest=150)
    description = Texts(longest=1000, required=False)
    whom = Texts(longest=300, required=False)
    times = Texts(longest=200)
    access = Choice(choices=Access.choices)
    location = Id(required=False, allow_null=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        name: Activity.example[name] for name in ("organisation", "title", "times", "access")
    }


class ActivityView(RemovableResource):
    """Residents see those of listed bodies."""

    tag = "activities"
    path = "activities"
    shown, taken, form = Activity, ActivityFacts, ActivityForm
    texts = ("title", "description", "whom", "times")
    add, change = actions.add_activity, actions.change_activity

    def rows(self) -> QuerySet[Any]:
        return self.of_listed(ActivityRow.objects.all())

    @operation("List the prevention activities", gives=Activity, page=True)
    def list(self, request: Request) -> Response:
        return self._list()

    @operation("Read a prevention activity", gives=Activity)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._retrieve(pk)

    @operation("Add a prevention activity", takes=ActivityFacts, gives=Activity, status=201)
    def create(self, request: Request) -> Response:
        return self._create()

    @operation("Change a prevention activity", takes=ActivityFacts, gives=Activity, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self._change(request, pk)

    @operation("Remove a prevention activity", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        return self._remove(pk)
