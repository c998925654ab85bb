"""Playbooks as they are in force, and how they run in cases."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Id, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import Sight, case_for, finishing_group, sight_of
from casework.playbooks import actions
from casework.playbooks.choices import CrisisKind, Doer, EditionState, LeadsTo, RunState
from casework.playbooks.models import Edition as EditionRow
from casework.playbooks.models import PlaybookRun as RunRow
from casework.playbooks.selectors import case_of_run, may_start, run_for, runs_of
from ostoja.access.permissions import Permission

NOT_IN_FORCE = _("There is no such playbook in force.")


class PlaybookStep(Shown):
    """One step; its time counts from the start, or from the end of the step `after`."""

    key = serializers.CharField()
    title = serializers.CharField()
    instructions = serializers.CharField()
    doer = serializers.ChoiceField(choices=Doer.choices)
    body = serializers.CharField(help_text="With which body, in words.")
    within_hours = serializers.IntegerField(allow_null=True)
    after = serializers.CharField(help_text="Empty: from the start.")
    leads_to = serializers.ChoiceField(choices=LeadsTo.choices)
    form = serializers.CharField()
    is_duty = serializers.BooleanField(help_text="The law demands it.")
    law = serializers.CharField()
    never_shown_to = serializers.CharField(help_text="Who must never see what comes of it.")

    example: ClassVar = {
        "key": "niebieska-karta-a",
        "title": "Wypełnij formularz „Niebieska Karta – A”",
        "instructions": "Wypełnienie formularza rozpoczyna procedurę.",
        "doer": "worker",
        "body": "",
        "within_hours": 24,
        "after": "",
        "leads_to": "",
        "form": "Niebieska Karta – A",
        "is_duty": True,
        "law": "art. 9d ustawy o przeciwdziałaniu przemocy domowej",
        "never_shown_to": "osoba, co do której jest podejrzenie, że stosuje przemoc",
    }


class Playbook(Shown):
    """What is in force. `id` is that of the edition: a new one has another."""

    id = serializers.UUIDField()
    playbook = serializers.UUIDField(source="playbook_id")
    key = serializers.CharField(source="playbook.key")
    kind = serializers.ChoiceField(source="playbook.kind", choices=CrisisKind.choices)
    number = serializers.IntegerField(help_text="Of the edition.")
    title = serializers.CharField()
    summary = serializers.CharField()
    published_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(
        allow_null=True, help_text="When a supervisor of the city approved it."
    )
    steps = PlaybookStep(many=True)

    example: ClassVar = {
        "id": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "playbook": "7d8e9f0a-1b2c-4d3e-8f4a-5b6c7d8e9f0a",
        "key": "przemoc-domowa",
        "kind": "domestic_violence",
        "number": 1,
        "title": "Przemoc domowa",
        "summary": "Gdy ktoś mówi, że doznaje przemocy domowej.",
        "published_at": "2026-11-22T12:00:00+01:00",
        "approved_at": None,
        "steps": [PlaybookStep.example],
    }


class RunStep(Shown):
    """A step of a run; it is done, left out or changed as the task that it became."""

    key = serializers.CharField(source="step.key")
    task = serializers.UUIDField(source="task_id")
    state = serializers.CharField(source="task.state")
    due_at = serializers.DateTimeField(source="task.due_at", allow_null=True)

    example: ClassVar = {
        "key": "niebieska-karta-a",
        "task": "5b6c7d8e-9f01-4a23-8b45-6c7d8e9f0a1b",
        "state": "open",
        "due_at": "2026-12-03T14:30:00+01:00",
    }


class PlaybookRun(Shown):
    """A playbook in a case."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    edition = serializers.UUIDField(source="edition_id")
    title = serializers.CharField(source="edition.title")
    state = serializers.ChoiceField(choices=RunState.choices)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it was stopped.")
    steps = RunStep(many=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8e9f0a1b-2c3d-4e4f-8a5b-6c7d8e9f0a1b",
        "case": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "edition": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "title": "Przemoc domowa",
        "state": "running",
        "started_at": "2026-12-02T14:30:00+01:00",
        "ended_at": None,
        "reason": "",
        "steps": [RunStep.example],
        "version": 1,
    }


class Start(Body):
    """Which edition: one that is in force."""

    edition = Id()

    example: ClassVar = {"edition": Playbook.example["id"]}


class Stop(Body):
    """Why."""

    reason = Text(max_length=2_000)

    example: ClassVar = {"reason": "Sprawę prowadzi sąd."}


class PlaybookView(Resource):
    """What is in force and offered in cases."""

    tag = "playbooks"
    part = "playbooks"
    permission = Permission.PLAYBOOK_VIEW

    @operation("List the playbooks in force", gives=Playbook, page=True)
    def list(self, request: Request) -> Response:
        return self.page(in_force(), Playbook)

    @operation("Read an edition", "Also one that was replaced.", gives=Playbook)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        found = EditionRow.objects.exclude(state=EditionState.DRAFT)
        found = found.select_related("playbook").prefetch_related("steps")
        return given(Playbook(get_object_or_404(found, pk=pk)).data)


class CaseRunView(Resource):
    """For those who lead or coordinate the case."""

    tag = "playbooks"
    part = "playbooks"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"create": Permission.PLAYBOOK_RUN}
    ordering = ("started_at", "id")

    @operation("List the playbooks of a case", gives=PlaybookRun, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(runs_of(case, sight_of(case, self.user)), PlaybookRun)

    @operation(
        "Start a playbook in a case",
        "Its steps become tasks of the case. 409 where it is under way already.",
        takes=Start,
        gives=PlaybookRun,
        status=201,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        case, sight = _to_run(self, case_pk)
        wanted = self.body(Start)["edition"]
        edition = in_force().filter(pk=wanted).first()
        if edition is None:
            raise Invalid([{"pointer": "/edition", "detail": str(NOT_IN_FORCE)}])
        run = actions.start_run(
            submission=self.submission,
            case=case,
            edition=edition,
            group=finishing_group(case, self.user),
            by=self.user,
        )
        return _shown(run_for(case, sight, run.pk), status=201)


class RunView(Resource):
    """One of them."""

    tag = "playbooks"
    part = "playbooks"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"stop": Permission.PLAYBOOK_RUN}

    @operation("Read how far a playbook is in a case", gives=PlaybookRun)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        case = case_for(self.user, case_of_run(pk), Permission.CASE_VIEW)
        return _shown(run_for(case, sight_of(case, self.user), pk))

    @operation(
        "Stop a playbook",
        "What is still to be done is left out, but for duties by law.",
        takes=Stop,
        gives=PlaybookRun,
        versioned=True,
    )
    def stop(self, request: Request, pk: UUID) -> Response:
        case, sight = _to_run(self, case_of_run(pk))
        run, version = run_for(case, sight, pk), self.version
        actions.stop_run(
            run=run,
            version=version,
            reason=self.body(Stop)["reason"],
            on_behalf=finishing_group(case, self.user),
            by=self.user,
        )
        return _shown(run_for(case, sight, pk))


def in_force() -> QuerySet[EditionRow]:
    """What can be started."""
    found = EditionRow.objects.filter(state=EditionState.PUBLISHED, playbook__is_active=True)
    return found.select_related("playbook").prefetch_related("steps")


def _to_run(view: Resource, case_pk: UUID) -> tuple[CaseRow, Sight]:
    """The case, or ``Http404`` for whom it is not to start or stop anything in it."""
    case = case_for(view.user, case_pk, Permission.CASE_VIEW)
    sight = sight_of(case, view.user)
    if not may_start(case, sight):
        raise Http404
    return case, sight


def _shown(run: RunRow, status: int = 200) -> Response:
    data: Any = PlaybookRun(run).data
    location = f"/api/v1/playbook-runs/{run.pk}/" if status == 201 else ""
    return given(data, version=run.version, status=status, location=location)
