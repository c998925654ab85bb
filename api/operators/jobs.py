"""Long work: how far it is, what came of it, stopping it, going on with it."""

from pathlib import PurePath
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import scopes
from api.authentication import token_in
from api.fields import Nothing, Shown
from api.openapi.operations import operation
from api.problems import Refused
from api.resources import Resource, given
from tenants.jobs import actions
from tenants.jobs.models import Job as JobRow
from tenants.jobs.models import State
from tenants.jobs.tasks import wake

HAS_ENDED = _("The job has ended. Read it again.")
NOTHING_LEFT = _("The job is under way or done: only one that failed or was stopped goes on.")
MAY_NOT_BEGIN = _("Going on with a job takes what beginning it takes: cities:write as well.")
BEGINS = "cities"  # the part of the scopes with which every kind of job is begun
UNDER_WAY = _("Such a job is under way already: “job” names it.")


class Job(Shown):
    """Long work that was asked for. It goes on when a process dies."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="upgrade, backup, restore and so on.")
    city = serializers.SerializerMethodField(help_text="Slug; null where it is about several.")
    state = serializers.ChoiceField(choices=State.choices)
    step = serializers.CharField(help_text="The first step that is not finished.")
    finished = serializers.IntegerField(help_text="How much of the step is done, of total.")
    total = serializers.IntegerField()
    result = serializers.SerializerMethodField(help_text="What came of it, by kind.")
    error = serializers.CharField(help_text="Why it failed, and what to do about it.")
    is_stopping = serializers.BooleanField(
        source="stop_asked", help_text="true: somebody asked it to stop."
    )
    asked_by = serializers.CharField(
        source="asked_by_name", help_text="The operator; empty for a command and the clock."
    )
    asked_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "id": "4c1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f",
        "kind": "backup",
        "city": "sopot",
        "state": "done",
        "step": "",
        "finished": 0,
        "total": 0,
        "result": {"bundle": "sopot-20261122T014000Z.ostoja", "rows": 812},
        "error": "",
        "is_stopping": False,
        "asked_by": "Ewa Lis",
        "asked_at": "2026-11-22T02:40:00+01:00",
        "started_at": "2026-11-22T02:40:01+01:00",
        "ended_at": "2026-11-22T02:40:04+01:00",
    }

    def get_city(self, job: JobRow) -> str | None:
        return job.city or None

    def get_result(self, job: JobRow) -> dict[str, Any]:
        """A file is told by its name: where it lies is nobody's business outside the server."""
        return {name: _named(value) for name, value in job.result.items()}


def _named(value: Any) -> Any:
    """At any depth: a job on many cities tells of a file for each."""
    match value:
        case dict():
            return {name: _named(one) for name, one in value.items()}
        case list():
            return [_named(one) for one in value]
        case str() if value.startswith("/"):
            return PurePath(value).name
        case _:
            return value


class JobFilter(django_filters.FilterSet):
    """Which jobs to list."""

    kind = django_filters.CharFilter(max_length=40, help_text="upgrade, backup, restore.")
    city = django_filters.CharFilter(max_length=30, help_text="Slug of the city.")
    state = django_filters.ChoiceFilter(choices=State.choices, help_text="Only in this state.")


class JobView(Resource):
    """All jobs of the platform, whoever asked for them."""

    tag = "jobs"
    part = "jobs"
    ordering = ("-asked_at", "-id")
    filters = JobFilter

    @operation("List the jobs", "The newest first.", gives=Job, page=True)
    def list(self, request: Request) -> Response:
        return self.page(JobRow.objects.all(), Job)

    @operation(
        "Read a job",
        "Ask every few seconds until `state` is done, failed or cancelled; with If-None-Match it "
        "costs little.",
        gives=Job,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(Job(_job(pk)).data)

    @operation(
        "Stop a job", "It ends at the next point at which nothing is half done.", takes=Nothing,
        gives=Job,
    )  # fmt: skip
    def stop(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        try:
            return given(Job(actions.stop(job=_job(pk), by=self.user)).data)
        except actions.HasEnded:
            raise Refused(409, HAS_ENDED) from None

    @operation(
        "Go on with a job",
        "One that failed or was stopped goes on at the step that it did not finish. Besides "
        "jobs:write it takes the scope with which jobs are begun, cities:write.",
        takes=Nothing,
        gives=Job,
        status=202,
    )
    def resume(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        job = _job(pk)
        token = token_in(request)
        if token is None or not scopes.covers(token.scopes, BEGINS, scopes.WRITE):
            raise Refused(403, MAY_NOT_BEGIN)
        if job.state not in {State.FAILED, State.CANCELLED}:
            raise Refused(409, NOTHING_LEFT)
        try:
            return begun(actions.try_again(job=job, by=self.user))
        except actions.NothingLeft:  # another one was faster
            raise Refused(409, NOTHING_LEFT) from None


def asked(view: Resource, kind: str, city: str, **arguments: Any) -> Response:
    """Ask for a job; 202 and where to follow it, or 409 with the one that is under way."""
    try:
        job = actions.ask(kind=kind, city=city, arguments=arguments, by=view.user)
    except actions.AlreadyAsked as error:
        raise Refused(409, UNDER_WAY, job=str(error.job.pk)) from None
    return begun(job)


def begun(job: JobRow) -> Response:
    """The worker is woken once all is committed; the address leads to the job."""
    wake()
    return given(Job(job).data, status=202, location=reverse("api_jobs_one", args=[job.pk]))


def _job(pk: UUID) -> JobRow:
    return get_object_or_404(JobRow, pk=pk)
