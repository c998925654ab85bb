"""Cases: as far as one may see them, and everything one may do with them."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Choices, Id, Ids, Nothing, Number, Text, several
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.cases_shown import Case, CaseInList
from casework.cases import actions
from casework.cases.choices import CaseState, NeedState, NoteVisibility, UnmetReason, Urgency
from casework.cases.forms import CaseForm, CloseForm, EditCaseForm
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import (
    acting_group,
    case_for,
    case_to_finish,
    cases_visible_to,
    needs_for,
    sight_of,
)
from casework.partners.choices import Accessibility, Phase
from casework.partners.selectors import organisations_of
from casework.partners.words import SPOKEN_LANGUAGES
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

ANSWERS = [
    (NeedState.MET.value, NeedState.MET.label),
    (NeedState.DROPPED.value, NeedState.DROPPED.label),
    *UnmetReason.choices,
]
NOT_YOURS = _("You open cases for no such organisation.")


class CaseFacts(Body):
    """What may be written about a case."""

    pseudonym = Text(max_length=60, help_text="A word by which your team knows the person.")
    summary = Text(help_text="What happened.")
    needs = Ids(min_length=1)
    urgency = Choice(choices=Urgency.choices)
    phase = Choice(choices=Phase.choices, required=False)
    age = Number(required=False, allow_null=True, min_value=0, max_value=120)
    language = Choice(choices=[(code, code) for code in SPOKEN_LANGUAGES], required=False)
    accessibility = Choices(Accessibility.choices, required=False)
    person_name = Text(max_length=150, required=False, allow_blank=True)
    contact_rules = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {
        "pseudonym": "Wrzos",
        "summary": "Kobieta z dzieckiem szuka schronienia.",
        "needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"],
        "urgency": "urgent",
        "age": 34,
        "language": "pl",
    }


class NewCase(CaseFacts):
    """A case that came some other way than through a conversation."""

    lead = Id(required=False, help_text="Your organisation; needed where you act for several.")


class NewNote(Body):
    """A note, with who may read it."""

    text = Text()
    visibility = Choice(choices=NoteVisibility.choices)

    example: ClassVar = {"text": "Pierwsze spotkanie w środę.", "visibility": "everybody"}


class Settlement(Body):
    """What became of a need: met, dropped, or why it stays unmet."""

    answer = Choice(choices=ANSWERS)

    example: ClassVar = {"answer": "met"}


class NeedSettlement(Settlement):
    """What became of one of the needs."""

    need = Id(help_text="Id of the need in the case.")

    example: ClassVar = {"need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61", "answer": "met"}


class Closing(Body):
    """What became of each need that is still open, and how the case ended."""

    how_it_ended = Text()
    needs = several(NeedSettlement, 50)

    example: ClassVar = {"how_it_ended": "Pani ma mieszkanie i wsparcie.", "needs": []}


class CaseFilter(django_filters.FilterSet):
    """Which cases to list."""

    state = django_filters.ChoiceFilter(choices=CaseState.choices, help_text="Where it lies.")
    urgency = django_filters.ChoiceFilter(choices=Urgency.choices, help_text="How urgent it is.")
    phase = django_filters.ChoiceFilter(choices=Phase.choices, help_text="The phase of help.")
    number = django_filters.CharFilter(max_length=40, help_text="Exactly this number.")
    mine = django_filters.BooleanFilter(method="own", help_text="true: only those I work on.")

    def own(self, rows: Any, name: str, value: bool) -> Any:
        """The person of the token."""
        user = self.request.user  # type: ignore[union-attr]
        return rows.filter(worker=user) if value else rows


class CaseView(Resource):
    """Behind the same door as the pages: what one may not see is not there."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {
        "create": Permission.CASE_OPEN,
        "partial_update": Permission.CASE_CHANGE,
        "take": Permission.CASE_CHANGE,
        "add_note": Permission.CASE_ANNOTATE,
    }
    ordering = ("-opened_at", "-id")
    filters = CaseFilter

    @operation(
        "List the cases",
        "Those in which one of your organisations is involved, the latest first.",
        gives=CaseInList,
        page=True,
    )
    def list(self, request: Request) -> Response:
        rows = cases_visible_to(self.user)
        return self.page(rows.defer("summary", "person_name", "contact_rules"), CaseInList)

    @operation("Read a case", "That you read it is recorded.", gives=Case)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return shown_case(case_for(self.user, pk, Permission.CASE_VIEW), self.user)

    @operation("Open a case", takes=NewCase, gives=Case, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewCase)
        wanted = sent.pop("lead", None)
        leads = organisations_of(self.user, Permission.CASE_OPEN)
        lead = next((one for one in leads if wanted in {None, one.pk}), None)
        if lead is None:
            raise Invalid([{"pointer": "/lead", "detail": str(NOT_YOURS)}])
        case = actions.open_case(
            lead=lead, submission=self.submission, by=self.user, **case_facts(sent)
        )
        return shown_case(case, self.user, status=201)

    @operation(
        "Change a case",
        "Members that you leave out stay as they are.",
        takes=CaseFacts,
        gives=Case,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        case = case_for(self.user, pk, Permission.CASE_CHANGE)
        version, sent = self.version, self.body(CaseFacts, partial=True)
        facts = case_facts({**EditCaseForm.facts_of(case), **sent})
        changed = actions.change_case(case=case, version=version, by=self.user, **facts)
        return shown_case(changed, self.user)

    @operation("Become the worker of a case", takes=Nothing, gives=Case)
    def take(self, request: Request, pk: UUID) -> Response:
        case = case_for(self.user, pk, Permission.CASE_CHANGE)
        self.body(Nothing)
        return shown_case(actions.take_case(case=case, by=self.user), self.user)

    @operation(
        "Close a case",
        "Every need must be settled, and nobody may still work on a referral of it.",
        takes=Closing,
        gives=Case,
        versioned=True,
    )
    def close(self, request: Request, pk: UUID) -> Response:
        case, version = case_to_finish(self.user, pk), self.version
        sent = self.body(Closing)
        answers = {one["need"]: one["answer"] for one in sent.get("needs", [])}
        fields = {f"need_{need}": answer for need, answer in answers.items()}
        data = {**sent, **fields, "version": version, "submission": str(self.submission)}
        form = checked(CloseForm(case, data), {f"need_{pk}": "/needs" for pk in _open_needs(case)})
        closed = actions.close_case(
            case=case,
            version=version,
            submission=self.submission,
            answers=form.answers(),
            how_it_ended=form.cleaned_data["how_it_ended"],
            group=acting_group(case, self.user, Permission.CASE_ANNOTATE),
            by=self.user,
        )
        return shown_case(closed, self.user)


def case_facts(sent: dict[str, Any]) -> dict[str, Any]:
    """What actions take, by the rules of the page's own form."""
    values = {"phase": Phase.INTERVENTION, "language": "pl", **sent}
    return checked(CaseForm(data_for(CaseForm, values))).cleaned_data


def shown_case(case: CaseRow, user: User, status: int = 200) -> Response:
    """The case as this person may see it."""
    context = {"sight": sight_of(case, user), "needs": needs_for(case, user)}
    location = f"/api/v1/cases/{case.pk}/" if status == 201 else ""
    data = Case(case, context=context).data
    return given(data, version=case.version, status=status, location=location)


def _open_needs(case: CaseRow) -> list[UUID]:
    return list(case.needs.filter(state=NeedState.OPEN).values_list("pk", flat=True))
