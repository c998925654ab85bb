"""What belongs to an incident: people, cases, partners called up, the log, situation reports."""

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.incidents import LEAD, LOG, VIEW, refusals_as_problems
from api.v1.incidents_shown import (
    AffectedPeople,
    BindCase,
    BoundCase,
    CallUp,
    LogEntry,
    Mobilisation,
    NewEntry,
    NewReport,
    PeopleFacts,
    Said,
    SituationReport,
)
from api.v1.shifts import known
from casework.cases.selectors import cases_visible_to
from casework.incidents import actions, selectors
from casework.incidents.models import AffectedPeople as PeopleRow
from casework.incidents.models import Mobilisation as MobilisationRow
from casework.incidents.models import SituationReport as ReportRow
from casework.partners.models import Need, Organisation
from ostoja.audit import record


class Part(Resource):
    """Base of what belongs to an incident."""

    tag = "incidents"
    part = "incidents"
    permission = VIEW


class IncidentPeopleView(Part):
    """For a partner: whom its body looks after."""

    permissions: ClassVar = {"create": LOG}
    ordering = ("added_at", "id")

    @operation("List the affected people", gives=AffectedPeople, page=True)
    def list(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk)
        record("affected.listed", by=self.user, on=found)
        return self.page(selectors.people_visible_to(found, self.user), AffectedPeople)

    @operation("Write down people", takes=PeopleFacts, gives=AffectedPeople, status=201)
    def create(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LOG)
        facts = _people(self.body(PeopleFacts))
        with refusals_as_problems():
            made = actions.add_people(
                submission=self.submission, incident=found, by=self.user, **facts
            )
        return _shown_people(made, status=201)


class PeopleView(Part):
    """One line, for those who log incidents."""

    permission = LOG

    @operation("Read a line", gives=AffectedPeople)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown_people(selectors.people_for(self.user, pk))

    @operation(
        "Change a line",
        "Members that you leave out stay as they are.",
        takes=PeopleFacts,
        gives=AffectedPeople,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.people_for(self.user, pk)
        version, sent = self.version, self.body(PeopleFacts, partial=True)
        same = ("label", "number", "whereabouts", "place", "remark")
        before = {name: getattr(found, name) for name in same}
        before |= {"helper": found.helper_id, "needs": [one.pk for one in found.needs.all()]}
        facts = _people({**before, **sent})
        with refusals_as_problems():
            changed = actions.change_people(people=found, version=version, by=self.user, **facts)
        return _shown_people(changed)

    @operation("Take a line out", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        found = selectors.people_for(self.user, pk)
        actions.remove_people(people=found, version=self.version, by=self.user)
        return given(None, status=204)


class IncidentCasesView(Part):
    """Cases of the incident, each only for who may see it."""

    permission = LOG
    ordering = ("bound_at", "id")

    @operation("List the cases of an incident", gives=BoundCase, page=True)
    def list(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LOG)
        return self.page(selectors.bindings_visible_to(found, self.user), BoundCase)

    @operation("Bind a case", takes=BindCase, gives=BoundCase, status=201)
    def create(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LOG)
        case = known(cases_visible_to(self.user), self.body(BindCase)["case"], "/case")
        with refusals_as_problems():
            made = actions.bind_case(incident=found, case=case, by=self.user)
        return given(BoundCase(made).data, status=201)


class IncidentPartnersView(Part):
    """For a partner: its own."""

    permissions: ClassVar = {"create": LEAD}
    ordering = ("asked_at", "id")

    @operation("List the partners called up", gives=Mobilisation, page=True)
    def list(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk)
        return self.page(selectors.mobilisations_of(found, self.user), Mobilisation)

    @operation("Call up a partner", takes=CallUp, gives=Mobilisation, status=201)
    def create(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LEAD)
        sent = self.body(CallUp)
        body = known(Organisation.objects.all(), sent["organisation"], "/organisation")
        with refusals_as_problems():
            made = actions.mobilise(
                submission=self.submission,
                incident=found,
                organisation=body,
                asked_for=sent["asked_for"],
                by=self.user,
            )
        return _shown_call(made, status=201)


class IncidentLogView(Part):
    """For a partner: what is meant for partners, and its own."""

    permissions: ClassVar = {"create": LOG}
    ordering = ("-at", "-id")

    @operation("Read the log", "The latest first.", gives=LogEntry, page=True)
    def list(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.board_for(self.user, incident_pk)
        return self.page(selectors.entries_of(found, self.user), LogEntry)

    @operation("Write into the log", takes=NewEntry, gives=LogEntry, status=201)
    def create(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LOG)
        sent = {"for_partners": False, **self.body(NewEntry)}
        with refusals_as_problems():
            made = actions.add_entry(
                submission=self.submission, incident=found, by=self.user, **sent
            )
        made.refresh_from_db()
        return given(LogEntry(made).data, status=201)


class IncidentReportsView(Part):
    """Editions that were sent, and sending the next one."""

    permission = LOG
    permissions: ClassVar = {"create": LEAD}
    ordering = ("-number", "-id")

    @operation("List the situation reports", gives=SituationReport, page=True)
    def list(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LOG)
        return self.page(selectors.reports_of(found, self.user), SituationReport)

    @operation(
        "Send a situation report",
        "It is counted, numbered, kept and sent to the city's addresses.",
        takes=NewReport,
        gives=SituationReport,
        status=201,
    )
    def create(self, request: Request, incident_pk: UUID) -> Response:
        found = selectors.incident_for(self.user, incident_pk, LEAD)
        words = self.body(NewReport).get("words", "")
        with refusals_as_problems():
            made = actions.send_report(
                submission=self.submission, incident=found, words=words, by=self.user
            )
        made = ReportRow.objects.get(pk=made.pk)
        return given(SituationReport(made).data, status=201)


class MobilisationView(Part):
    """One body that is called up: its own people, and those who log incidents."""

    permissions: ClassVar = {"release": LEAD}

    @operation("Read what a partner is called up for", gives=Mobilisation)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown_call(selectors.mobilisation_for(self.user, pk))

    @operation("Confirm that the partner comes", takes=Said, gives=Mobilisation, versioned=True)
    def confirm(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "confirm")

    @operation("Note that it is on site", takes=Said, gives=Mobilisation, versioned=True)
    def arrive(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "arrive")

    @operation("Decline", takes=Said, gives=Mobilisation, versioned=True)
    def decline(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "decline")

    @operation("Release the partner", takes=Said, gives=Mobilisation, versioned=True)
    def release(self, request: Request, pk: UUID) -> Response:
        return self._stepped(pk, "release")

    def _stepped(self, pk: UUID, name: str) -> Response:
        found = selectors.mobilisation_for(self.user, pk)
        version, sent = self.version, self.body(Said)
        act = actions.STEPS_OF_BODY[name]
        with refusals_as_problems():
            changed = act(mobilisation=found, version=version, by=self.user, **sent)
        return _shown_call(changed)


def _people(sent: dict[str, Any]) -> Any:
    """A whole line, with what a body left out; unknown needs and bodies are said where they are."""
    given_needs = enumerate(sent.get("needs", []))
    needs = [known(Need.objects.all(), pk, f"/needs/{at}") for at, pk in given_needs]
    helper = known(Organisation.objects.all(), sent.get("helper"), "/helper")
    return {"place": "", "remark": "", **sent, "needs": needs, "helper": helper}


def _shown_people(found: PeopleRow, status: int = 200) -> Response:
    location = f"/api/v1/incident-people/{found.pk}/" if status == 201 else ""
    data = AffectedPeople(found).data
    return given(data, version=found.version, status=status, location=location)


def _shown_call(found: MobilisationRow, status: int = 200) -> Response:
    found.refresh_from_db(fields=["asked_at"])
    location = f"/api/v1/mobilisations/{found.pk}/" if status == 201 else ""
    return given(Mobilisation(found).data, version=found.version, status=status, location=location)
