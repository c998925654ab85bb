"""Tasks and appointments of cases: what is to be done, by whom and until when."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Flag, Id, Moment, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.cases.actions import tasks as actions
from casework.cases.actions.tasks import TaskFacts
from casework.cases.choices_of_tasks import BY_HAND, TaskKind, TaskState
from casework.cases.models import Case as CaseRow
from casework.cases.models import CaseTask as TaskRow
from casework.cases.models import PlanGoal
from casework.cases.plan import goals_for
from casework.cases.selectors import Sight, acting_group, case_for, sight_of
from casework.cases.task_selectors import bodies_for, people_of, task_for, tasks_for
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

UNKNOWN = _("This person or organisation does not work on the case.")
NO_GOAL = _("This goal is not one of the case.")
WANTS_A_MOMENT = _("An appointment has a moment.")
WRITE = Permission.CASE_ANNOTATE


class CaseTask(Shown):
    """A task or an appointment. ``due_at`` is the moment of an appointment, or until when."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    kind = serializers.ChoiceField(choices=TaskKind.choices)
    goal = serializers.UUIDField(
        source="goal_id", allow_null=True, help_text="The goal to which it is a step."
    )
    title = serializers.CharField()
    details = serializers.CharField()
    organisation = serializers.UUIDField(
        source="group.organisation.id", help_text="The body that does it."
    )
    person = serializers.UUIDField(source="worker_id", allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    has_hour = serializers.BooleanField(help_text="false: only the day of `due_at` matters.")
    place = serializers.CharField()
    with_whom = serializers.CharField()
    person_told = serializers.BooleanField(help_text="Whether the person in crisis knows of it.")
    is_prescribed = serializers.BooleanField(
        help_text="It comes from a playbook: departing from it takes a reason."
    )
    is_duty = serializers.BooleanField(help_text="The law demands it.")
    state = serializers.ChoiceField(choices=TaskState.choices)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "5b6c7d8e-9f01-4a23-8b45-6c7d8e9f0a1b",
        "case": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "kind": "task",
        "goal": None,
        "title": "Zadzwonić do szkoły",
        "details": "",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "person": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "due_at": "2026-12-03T14:30:00+01:00",
        "has_hour": True,
        "place": "",
        "with_whom": "",
        "person_told": False,
        "is_prescribed": False,
        "is_duty": False,
        "state": "open",
        "ended_at": None,
        "version": 1,
    }


class TaskFactsTaken(Body):
    """What may be written of a task; without an organisation it is your own."""

    goal = Id(required=False, allow_null=True, help_text="One of the case, for who leads it.")
    title = Text(max_length=200)
    details = Text(max_length=4_000, required=False, allow_blank=True)
    organisation = Id(required=False)
    person = Id(required=False, allow_null=True)
    due_at = Moment(required=False, allow_null=True)
    has_hour = Flag(required=False)
    place = Text(max_length=200, required=False, allow_blank=True)
    with_whom = Text(max_length=200, required=False, allow_blank=True)
    person_told = Flag(required=False)

    example: ClassVar = {
        name: CaseTask.example[name] for name in ("title", "person", "due_at", "has_hour")
    }


class NewTask(TaskFactsTaken):
    """A task, or an appointment, which needs `due_at`."""

    kind = Choice(choices=[(one.value, one.label) for one in BY_HAND])

    example: ClassVar = {"kind": "task", **TaskFactsTaken.example}


class ChangedTask(TaskFactsTaken):
    """Members that you leave out stay. What a playbook prescribed changes only with a reason."""

    reason = Text(max_length=2_000, required=False)

    example: ClassVar = {"due_at": CaseTask.example["due_at"], "reason": "Szkoła ma ferie."}


class TaskWords(Body):
    """What came of it, or why."""

    words = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"words": "Szkoła wie."}


class CaseTaskView(Resource):
    """Those who lead a case see all its tasks; a partner those of its own organisation."""

    tag = "tasks"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"create": WRITE}
    ordering = ("created_at", "id")

    @operation("List the tasks of a case", "The earliest first.", gives=CaseTask, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(tasks_for(case, sight_of(case, self.user)), CaseTask)

    @operation("Add a task or an appointment", takes=NewTask, gives=CaseTask, status=201)
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, WRITE)
        sent = self.body(NewTask)
        kind = TaskKind(sent.pop("kind"))
        own = acting_group(case, self.user, WRITE)
        empty = TaskFacts(title="", group=own, worker=None, due_at=None, has_hour=True)
        task = actions.add_task(
            submission=self.submission,
            case=case,
            kind=kind,
            on_behalf=own,
            by=self.user,
            **_facts(case, sight_of(case, self.user), kind, {**empty, **sent}),
        )
        location = f"/api/v1/tasks/{task.pk}/"
        return given(CaseTask(task).data, version=task.version, status=201, location=location)


class TaskView(Resource):
    """One task, and what becomes of it."""

    tag = "tasks"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = dict.fromkeys(("partial_update", "done", "leave_out", "reopen"), WRITE)

    @operation("Read a task", gives=CaseTask)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(self._found(pk, Permission.CASE_VIEW)[2])

    @operation("Change a task", takes=ChangedTask, gives=CaseTask, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        case, sight, task = self._found(pk, WRITE)
        version, sent = self.version, self.body(ChangedTask, partial=True)
        reason = sent.pop("reason", "")
        changed = actions.change_task(
            task=task,
            version=version,
            reason=reason,
            on_behalf=acting_group(case, self.user, WRITE),
            told_anew=sent.get("person_told", False),
            by=self.user,
            **_facts(case, sight, TaskKind(task.kind), {**_known(task), **sent}),
        )
        return _shown(changed)

    @operation("Say that it was done", takes=TaskWords, gives=CaseTask, versioned=True)
    def done(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, TaskState.DONE)

    @operation(
        "Leave it out",
        "`words` say why: 409 without.",
        takes=TaskWords,
        gives=CaseTask,
        versioned=True,
    )
    def leave_out(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, TaskState.CANCELLED)

    @operation(
        "Open it again",
        "`words` say why: 409 without.",
        takes=TaskWords,
        gives=CaseTask,
        versioned=True,
    )
    def reopen(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, TaskState.OPEN)

    def _move(self, pk: UUID, to: TaskState) -> Response:
        case, _sight, task = self._found(pk, WRITE)
        version, said = self.version, self.body(TaskWords)
        moved = actions.move_task(
            task=task,
            version=version,
            to=to,
            words=said.get("words", ""),
            on_behalf=acting_group(case, self.user, WRITE),
            by=self.user,
        )
        return _shown(moved)

    def _found(self, pk: UUID, permission: Permission) -> tuple[CaseRow, Sight, TaskRow]:
        case = case_for(self.user, get_object_or_404(TaskRow, pk=pk).case_id, permission)
        sight = sight_of(case, self.user)
        return case, sight, task_for(case, sight, pk)


def _shown(task: TaskRow) -> Response:
    return given(CaseTask(task).data, version=task.version)


def _known(task: TaskRow) -> dict[str, Any]:
    """What a task says now, as the actions take it."""
    names = ("title", "details", "group", "worker", "due_at", "has_hour", "place", "with_whom")
    return {name: getattr(task, name) for name in (*names, "person_told")}


def _facts(case: CaseRow, sight: Sight, kind: TaskKind, sent: dict[str, Any]) -> TaskFacts:
    """Organisation and person by their ids; 422 for those who do not work on the case."""
    if wanted := sent.pop("organisation", None):
        bodies = {body.organisation.pk: body for body in bodies_for(case, sight)}
        if wanted not in bodies:
            raise Invalid([{"pointer": "/organisation", "detail": str(UNKNOWN)}])
        sent["group"], sent["worker"] = bodies[wanted], None
    if "person" in sent:
        sent["worker"] = _person(sent.pop("person"), sent["group"].pk)
    if "goal" in sent:
        sent["goal"] = _goal(case, sight, sent["goal"])
    if sent["due_at"] is None:
        sent["has_hour"] = False
    if kind == TaskKind.APPOINTMENT and not sent["has_hour"]:
        raise Invalid([{"pointer": "/due_at", "detail": str(WANTS_A_MOMENT)}])
    facts: TaskFacts = {**sent}  # type: ignore[typeddict-item]
    return facts


def _goal(case: CaseRow, sight: Sight, wanted: UUID | None) -> PlanGoal | None:
    found = goals_for(case, sight).filter(pk=wanted).first() if wanted else None
    if wanted and found is None:
        raise Invalid([{"pointer": "/goal", "detail": str(NO_GOAL)}])
    return found


def _person(wanted: UUID | None, group: int) -> User | None:
    found = people_of([group]).filter(pk=wanted).first() if wanted else None
    if wanted and found is None:
        raise Invalid([{"pointer": "/person", "detail": str(UNKNOWN)}])
    return found
