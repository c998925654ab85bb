"""How a case ends, how it ended, and the contact with the person afterwards."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing, Shown
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.cases_taken import FollowUpTaken
from casework.cases.actions import follow_ups as actions
from casework.cases.choices import NeedState
from casework.cases.choices_of_endings import CaseOutcome, ContactWay
from casework.cases.ending_page import outcome_of, planned_for
from casework.cases.forms.ending import CloseForm
from casework.cases.forms.follow_up import FollowUpForm
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import case_for, case_to_reopen, finishing_group, sight_of
from casework.cases.task_selectors import bodies_for, open_tasks
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

MEMBERS = {
    "follow_up_day": "/follow_up/day",
    "follow_up_way": "/follow_up/way",
    "follow_up_who": "/follow_up/person",
    "follow_up_details": "/follow_up/details",
}


def closing_form(
    case: CaseRow, user: User, sent: dict[str, Any], version: int, submission: UUID
) -> CloseForm:
    """What a program sent, checked by the page's own form."""
    leaves_out = sent.pop("leave_out_tasks", False)
    needs, tasks = sent.pop("needs", []), sent.pop("tasks", [])
    follow_up = follow_up_values(case, user, sent.pop("follow_up", None))
    data = data_for(CloseForm, {**sent, **follow_up})
    data |= {"version": version, "submission": str(submission)}
    for one in needs:
        data[f"need_{one['need']}"] = one["answer"]
        data[f"missing_{one['need']}"] = one.get("missing", "")
    data |= {f"task_{one['task']}": one["decision"] for one in tasks}
    form = CloseForm(case, sight_of(case, user), data, leaves_out=leaves_out)
    return checked(form, {**MEMBERS, **_pointers(case)})


def follow_up_values(case: CaseRow, user: User, sent: dict[str, Any] | None) -> dict[str, Any]:
    """As the page's form names them; whoever asks is the person, the body, or the own body."""
    if sent is None:
        return {}
    group = finishing_group(case, user)
    who = f"b-{group.pk}"
    if wanted := sent.get("organisation"):
        bodies = {body.organisation.pk: body for body in bodies_for(case, sight_of(case, user))}
        who = f"b-{bodies[wanted].pk}" if wanted in bodies else "b-nobody"
    if sent.get("person"):
        who = f"p-{sent['person']}"
    return {
        "follow_up_day": sent["day"],
        "follow_up_way": sent["way"],
        "follow_up_who": who,
        "follow_up_details": sent.get("details", ""),
    }


def _pointers(case: CaseRow) -> dict[str, str]:
    """Whatever is missing of a need or a task is missing in its list."""
    needs = case.needs.filter(state=NeedState.OPEN).values_list("pk", flat=True)
    tasks = open_tasks(case).values_list("pk", flat=True)
    return {
        **{f"{name}_{pk}": "/needs" for pk in needs for name in ("need", "missing")},
        **{f"task_{pk}": "/tasks" for pk in tasks},
    }


class FollowUp(Shown):
    """A contact with the person after the case was closed."""

    day = serializers.DateField()
    way = serializers.ChoiceField(choices=ContactWay.choices)
    details = serializers.CharField()
    organisation = serializers.UUIDField(source="group.organisation.id")
    person = serializers.UUIDField(source="worker_id", allow_null=True)
    task = serializers.UUIDField(
        source="task_id", allow_null=True, help_text="The task that it is once its day has come."
    )

    example: ClassVar = {
        "day": "2027-01-18",
        "way": "call",
        "details": "Rano.",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "person": None,
        "task": None,
    }


class CaseEnding(Shown):
    """How a case ended the last time; null where it never did, or nobody was asked."""

    outcome = serializers.ChoiceField(choices=CaseOutcome.choices, allow_null=True)
    follow_up = FollowUp(allow_null=True)

    example: ClassVar = {"outcome": "helped", "follow_up": FollowUp.example}


class CaseEndingView(Resource):
    """For those who lead or coordinate the case."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW

    @operation("Read how a case ended", "404 for bodies that do not lead it.", gives=CaseEnding)
    def retrieve(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        if not sight_of(case, self.user).leads:
            raise Http404
        return _ending(case)

    @operation(
        "Agree on a contact after the closing",
        "It takes the place of the one agreed on before. 409 once that is a task.",
        takes=FollowUpTaken,
        gives=CaseEnding,
    )
    def plan(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_reopen(self.user, case_pk)
        planned = planned_for(case)
        values = follow_up_values(case, self.user, self.body(FollowUpTaken))
        version = planned.version if planned else 0
        data = data_for(FollowUpForm, values) | {"version": version}
        pointers = {name: place.removeprefix("/follow_up") for name, place in MEMBERS.items()}
        form = checked(FollowUpForm(case, sight_of(case, self.user), data), pointers)
        if facts := form.follow_up():
            actions.plan_follow_up(case=case, version=version, by=self.user, **facts)
        return _ending(case)

    @operation("Leave out the contact after the closing", takes=Nothing, gives=CaseEnding)
    def drop(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_reopen(self.user, case_pk)
        self.body(Nothing)
        planned = planned_for(case)
        version = planned.version if planned else 0
        actions.drop_follow_up(case=case, version=version, by=self.user)
        return _ending(case)


def _ending(case: CaseRow) -> Response:
    closing, planned = outcome_of(case), planned_for(case)
    outcome = closing.outcome if closing else None
    return given(CaseEnding({"outcome": outcome, "follow_up": planned}).data)
