"""Who works on a case and how urgent it is, said by somebody else than its worker."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Ids, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource
from api.v1.cases import shown_case
from api.v1.cases_shown import Case
from casework.cases import actions
from casework.cases.choices import Urgency
from casework.cases.forms.restricting import RestrictForm
from casework.cases.selectors import case_to_change
from casework.cases.workers import workers_of
from ostoja.access.permissions import Permission


class Assignment(Body):
    """Who is to work on the case: somebody of the body that leads it."""

    worker = Id()

    example: ClassVar = {"worker": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11"}


class HowUrgent(Body):
    """How soon somebody must act."""

    urgency = Choice(choices=Urgency.choices)

    example: ClassVar = {"urgency": "urgent"}


class Restriction(Body):
    """Who alone may see the case (nobody named: everybody whose body does), and who never."""

    named = Ids()
    excluded = Ids(required=False)
    reason = Text(max_length=1_000, required=False, allow_blank=True)

    example: ClassVar = {
        "named": ["7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11"],
        "excluded": [],
        "reason": "Krewny pracownika.",
    }


class CaseWorkView(Resource):
    """For those who lead or coordinate the case."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_CHANGE

    @operation("Give a case to a worker", takes=Assignment, gives=Case)
    def assign(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_change(self.user, case_pk)
        wanted = self.body(Assignment)["worker"]
        worker = workers_of([case.lead.group_id]).filter(pk=wanted).first()
        if worker is None:
            detail = "Nobody with this id works on cases of the organisation that leads it."
            raise Invalid([{"pointer": "/worker", "detail": detail}])
        given = actions.assign_case(case=case, worker=worker, by=self.user)
        return shown_case(given, self.user)

    @operation("Say how urgent a case is", takes=HowUrgent, gives=Case)
    def urgency(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_change(self.user, case_pk)
        changed = actions.set_urgency(case=case, by=self.user, **self.body(HowUrgent))
        return shown_case(changed, self.user)

    @operation(
        "Say who may see a case",
        "Only those who are named, if any are, and never those who are excluded.",
        takes=Restriction,
        gives=Case,
        versioned=True,
    )
    def restrict(self, request: Request, case_pk: UUID) -> Response:
        case, version = case_to_change(self.user, case_pk), self.version
        sent = self.body(Restriction)
        form = checked(RestrictForm(case, data_for(RestrictForm, {"excluded": [], **sent})))
        said = form.cleaned_data | {"version": version}
        return shown_case(actions.restrict_case(case=case, by=self.user, **said), self.user)
