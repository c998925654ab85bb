"""Outreach visits: planning, at the door, more time, out again, and calls for help."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Id, Moment, Nothing, Number, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.shifts import known
from casework.cases.choices import NoteVisibility
from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.partners.selectors import organisations_of
from casework.visits import actions, people, selectors
from casework.visits.choices import LONGEST, SHORTEST, TO_SAY, VisitOutcome, VisitState
from casework.visits.models import Visit as VisitRow
from casework.visits.models import VisitWorker
from casework.visits.refusals import VisitRefused
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission

SEE, CHANGE = Permission.VISIT_VIEW, Permission.VISIT_CHANGE
READERS = [one for one in NoteVisibility.choices if one[0] != NoteVisibility.NAMED]


@contextmanager
def refusals_as_problems() -> Iterator[None]:
    """What a visit refuses is 422 where something sent must be changed, else 409."""
    try:
        yield
    except VisitRefused as refusal:
        if not refusal.field:
            raise
        raise Invalid([{"pointer": f"/{refusal.field}", "detail": refusal.words}]) from refusal


class Visit(Shown):
    """One visit. ``ends_at`` is when they are to be out again, once they are at the door."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    case = serializers.UUIDField(source="case_id", allow_null=True, help_text="null: street work.")
    people = serializers.SerializerMethodField(help_text="Who goes.")
    place = serializers.CharField()
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(help_text="How long it should take.")
    dangers = serializers.CharField(allow_blank=True)
    code_word = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=VisitState.choices)
    checked_in_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=VisitOutcome.choices, allow_blank=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "4b5c6d7e-8f90-4a1b-9c2d-3e4f5a6b7c8d",
        "organisation": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "case": None,
        "people": ["7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a"],
        "place": "ul. Zmyślona 3 m. 4",
        "starts_at": "2026-12-03T10:00:00+01:00",
        "minutes": 60,
        "dangers": "Pies.",
        "code_word": "parasol",
        "phone": "",
        "state": "planned",
        "checked_in_at": None,
        "ends_at": None,
        "ended_at": None,
        "outcome": "",
        "is_sample": False,
        "version": 1,
    }

    def get_people(self, row: VisitRow) -> list[UUID]:
        """Their keys."""
        return [one.person_id for one in row.workers.all()]


class VisitPlan(Body):
    """Where, when and how long, who goes, and what is known of dangers."""

    people = serializers.ListField(child=Id(), max_length=8)
    place = Text(max_length=500)
    starts_at = Moment()
    minutes = Number(min_value=SHORTEST, max_value=LONGEST)
    dangers = Text(required=False, allow_blank=True, max_length=2000)
    code_word = Text(required=False, allow_blank=True, max_length=60)
    phone = Text(required=False, allow_blank=True, max_length=60)

    example: ClassVar = {
        name: Visit.example[name]
        for name in ("people", "place", "starts_at", "minutes", "dangers", "code_word")
    }


class NewVisit(VisitPlan):
    """What may be written of a plan; without a case it is street work."""

    organisation = Id()
    case = Id(required=False, allow_null=True)

    example: ClassVar = {**VisitPlan.example, "organisation": Visit.example["organisation"]}


class SaidAt(Body):
    """When it was so, where it is not now: up to a day ago."""

    at = Moment(required=False, allow_null=True)

    example: ClassVar = {"at": "2026-12-03T10:02:00+01:00"}


class More(Body):
    """Minutes more, from the planned end or, once that has passed, from now."""

    minutes = Number(min_value=1, max_value=LONGEST)

    example: ClassVar = {"minutes": 15}


class Out(SaidAt):
    """How it went. A note goes into the case, and what is to be done becomes a task of it."""

    outcome = Choice(choices=[(one.value, one.label) for one in TO_SAY])
    note = Text(required=False, allow_blank=True)
    visibility = Choice(choices=READERS, required=False)
    next_step = Text(required=False, allow_blank=True, max_length=200)
    next_on = Day(required=False, allow_null=True)

    example: ClassVar = {"outcome": "met", "note": "Rozmowa przy drzwiach."}


class VisitFilter(django_filters.FilterSet):
    """Which visits to list."""

    case = django_filters.UUIDFilter(field_name="case_id", help_text="Only of this case.")
    state = django_filters.ChoiceFilter(
        choices=VisitState.choices, help_text="Only those that stand so."
    )


class VisitView(Resource):
    """Visits of one's bodies, and those to whose alarm one is called."""

    tag = "visits"
    part = "visits"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(
        ("create", "partial_update", "check_in", "extend", "check_out", "help"), CHANGE
    )
    ordering = ("-starts_at", "-id")
    filters = VisitFilter

    @operation("List the visits", "The latest first.", gives=Visit, page=True)
    def list(self, request: Request) -> Response:
        seen = selectors.visits_visible_to(self.user)
        answer = self.page(with_workers(seen), Visit)
        # The list says as much of each as its own address, so it leaves as much in the audit.
        selectors.note_seen(self.user, seen.filter(pk__in=keys_of(answer)))
        return answer

    @operation("Read a visit", gives=Visit)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.visit_for(self.user, pk))

    @operation("Plan a visit", takes=NewVisit, gives=Visit, status=201)
    def create(self, request: Request) -> Response:
        bodies = organisations_of(self.user, CHANGE)
        if not bodies:
            raise Http404
        sent = _whole(self.body(NewVisit))
        own = Organisation.objects.filter(pk__in=[one.pk for one in bodies])
        cases = visible_to(self.user, Case.objects.all(), Permission.CASE_ANNOTATE)
        sent["organisation"] = known(own, sent["organisation"], "/organisation")
        sent["case"] = known(cases, sent.get("case"), "/case")
        sent["people"] = _people(sent["people"], sent["organisation"])
        with refusals_as_problems():
            made = actions.plan_visit(submission=self.submission, by=self.user, **sent)
        return _shown(made, status=201)

    @operation(
        "Change the plan of a visit",
        "While nobody has gone. Members that you leave out stay.",
        takes=VisitPlan,
        gives=Visit,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        visit, version = selectors.visit_for(self.user, pk, CHANGE), self.version
        sent = self.body(VisitPlan, partial=True)
        going = [one.person for one in visit.workers.select_related("person")]
        if "people" in sent:
            sent["people"] = _people(sent["people"], visit.organisation)
        as_it_is = {name: getattr(visit, name) for name in _FACTS}
        with refusals_as_problems():
            changed = actions.change_visit(
                visit=visit,
                version=version,
                by=self.user,
                **{**as_it_is, "people": going, **sent},
            )
        return _shown(changed)

    @operation("Say that they are at the door", takes=SaidAt, gives=Visit)
    def check_in(self, request: Request, pk: UUID) -> Response:
        return self._said(pk, actions.check_in, self.body(SaidAt))

    @operation("Take more time", takes=More, gives=Visit)
    def extend(self, request: Request, pk: UUID) -> Response:
        return self._said(pk, actions.extend, self.body(More))

    @operation("Say that they are out again", takes=Out, gives=Visit)
    def check_out(self, request: Request, pk: UUID) -> Response:
        visit = selectors.visit_for(self.user, pk, CHANGE)
        group = selectors.group_writing(visit.case, self.user)
        return self._said(pk, actions.check_out, {**self.body(Out), "group": group})

    @operation("Call for help at once", takes=Nothing, gives=Visit)
    def help(self, request: Request, pk: UUID) -> Response:
        return self._said(pk, actions.ask_help, self.body(Nothing))

    def _said(self, pk: UUID, act: Callable[..., VisitRow], sent: dict[str, Any]) -> Response:
        visit = selectors.visit_for(self.user, pk, CHANGE)
        with refusals_as_problems():
            return _shown(act(visit=visit, submission=self.submission, by=self.user, **sent))


_FACTS = ("place", "starts_at", "minutes", "dangers", "code_word", "phone")


def _whole(sent: dict[str, Any]) -> dict[str, Any]:
    """What may be left out is empty."""
    return {"dangers": "", "code_word": "", "phone": "", **sent}


def _people(keys: list[UUID], body: Organisation) -> list[Any]:
    """Those who go, each once, in this order; an unknown one is said where it stands."""
    rows = people.workers_of([body])
    found = [known(rows, key, f"/people/{number}") for number, key in enumerate(keys)]
    return list(dict.fromkeys(found))


def keys_of(page: Response) -> list[str]:
    """Of the rows of a page."""
    return [row["id"] for row in page.data["results"]]


def with_workers(visits: QuerySet[VisitRow]) -> QuerySet[VisitRow]:
    """With who goes, in one query more."""
    return visits.prefetch_related(Prefetch("workers", VisitWorker.objects.order_by("pk")))


def _shown(found: VisitRow, status: int = 200) -> Response:
    row = with_workers(VisitRow.objects.filter(pk=found.pk)).get()
    location = f"/api/v1/visits/{found.pk}/" if status == 201 else ""
    return given(Visit(row).data, version=row.version, status=status, location=location)
