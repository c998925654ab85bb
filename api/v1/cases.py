"""Cases: as far as one may see them, and everything one may do with them."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.case_ending import closing_form
from api.v1.case_search import refuse_known_person
from api.v1.cases_shown import Case, CaseInList
from api.v1.cases_taken import CaseFacts, Closing, NewCase, Reopening, Taking
from casework.cases import actions
from casework.cases.choices import CaseState, Urgency
from casework.cases.forms.ending import ReopenForm
from casework.cases.forms.facts import CaseForm, EditCaseForm
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import (
    case_for,
    case_to_finish,
    case_to_reopen,
    cases_visible_to,
    finishing_group,
    needs_for,
    reopening_group,
    sight_of,
)
from casework.partners.choices import Phase
from casework.partners.selectors import organisations_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

MOVE_IT = _("Move a case to another phase with phase/move/, which says what is missing.")
WHICH_LEAD = _("Name one of the organisations for which you open cases.")


class CaseFilter(django_filters.FilterSet):
    """Which cases to list."""

    state = django_filters.ChoiceFilter(choices=CaseState.choices, help_text="Where it lies.")
    urgency = django_filters.ChoiceFilter(choices=Urgency.choices, help_text="How urgent it is.")
    phase = django_filters.ChoiceFilter(choices=Phase.choices, help_text="The phase of help.")
    number = django_filters.CharFilter(max_length=40, help_text="Exactly this number.")
    overdue = django_filters.BooleanFilter(
        method="late", help_text="true: only those on which somebody should have acted by now."
    )
    mine = django_filters.BooleanFilter(method="own", help_text="true: only those I work on.")

    def late(self, rows: Any, name: str, value: bool) -> Any:
        """By the clock of this moment."""
        return rows.filter(due_at__lt=timezone.now()) if value else rows

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
        "release": Permission.CASE_CHANGE,
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
        return self.fast_page(cases_visible_to(self.user), CaseInList)

    @operation("Read a case", "That you read it is recorded.", gives=Case)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return shown_case(case_for(self.user, pk, Permission.CASE_VIEW), self.user)

    @operation(
        "Open a case",
        "Where the person may be known already: 409 with `candidates`, and nothing is opened.",
        takes=NewCase,
        gives=Case,
        status=201,
    )
    def create(self, request: Request) -> Response:
        facts = new_case_facts(self.user, self.body(NewCase), self.submission)
        case = actions.open_case(submission=self.submission, by=self.user, **facts)
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
        other_than = sent.pop("other_than", [])
        if sent.pop("phase", case.phase) != case.phase:
            raise Invalid([{"pointer": "/phase", "detail": str(MOVE_IT)}])
        facts = case_facts({**EditCaseForm.facts_of(case), **sent})
        del facts["phase"]  # it moves by itself, with what it requires
        refuse_known_person(self.user, facts, other_than=other_than, besides=case.pk, case=case)
        changed = actions.change_case(case=case, version=version, by=self.user, **facts)
        return shown_case(changed, self.user)

    @operation(
        "Become the worker of a case",
        "Where a colleague is, name them in `instead_of`: nobody is displaced unknowingly.",
        takes=Taking,
        gives=Case,
    )
    def take(self, request: Request, pk: UUID) -> Response:
        case = case_for(self.user, pk, Permission.CASE_CHANGE)
        instead_of = self.body(Taking).get("instead_of")
        taken = actions.take_case(case=case, instead_of=instead_of, by=self.user)
        return shown_case(taken, self.user)

    @operation(
        "Give a case back to the team",
        "Your own: one that a colleague works on by now is left alone.",
        takes=Nothing,
        gives=Case,
    )
    def release(self, request: Request, pk: UUID) -> Response:
        case = case_for(self.user, pk, Permission.CASE_CHANGE)
        self.body(Nothing)
        after = actions.release_case(case=case, by=self.user, held_by=self.user)
        return shown_case(after, self.user)

    @operation(
        "Close a case",
        "Every need and task must be decided, and nobody may still work on a referral of it.",
        takes=Closing,
        gives=Case,
        versioned=True,
    )
    def close(self, request: Request, pk: UUID) -> Response:
        case, version = case_to_finish(self.user, pk), self.version
        form = closing_form(case, self.user, self.body(Closing), version, self.submission)
        closed = actions.close_case(
            case=case,
            version=version,
            submission=self.submission,
            answers=form.answers(),
            how_it_ended=form.cleaned_data["how_it_ended"],
            group=finishing_group(case, self.user),
            by=self.user,
            outcome=form.cleaned_data["outcome"],
            missing=form.missing(),
            tasks=form.decided(),
            leave_out_tasks=form.leaves_out,
            follow_up=form.follow_up(),
        )
        return shown_case(closed, self.user)

    @operation(
        "Open a closed case again",
        "With the reason, and the needs that are open again.",
        takes=Reopening,
        gives=Case,
        versioned=True,
    )
    def reopen(self, request: Request, pk: UUID) -> Response:
        case, version = case_to_reopen(self.user, pk), self.version
        sent = self.body(Reopening)
        data = {**sent, "version": version, "submission": str(self.submission)}
        form = checked(ReopenForm(case, data))
        said = form.cleaned_data | {"version": version}
        group = reopening_group(case, self.user)
        return shown_case(
            actions.reopen_case(case=case, group=group, by=self.user, **said), self.user
        )


def case_facts(sent: dict[str, Any]) -> dict[str, Any]:
    """What actions take, by the rules of the page's own form."""
    values = {"phase": Phase.INTERVENTION, "language": "pl", **sent}
    return checked(CaseForm(data_for(CaseForm, values))).cleaned_data


def new_case_facts(user: User, sent: dict[str, Any], besides: UUID) -> dict[str, Any]:
    """With the body that is to lead: one's own, by name where one acts for several. Refused where
    the person may be known from a case ``besides`` this one (its id or submission).
    """
    other_than = sent.pop("other_than", [])
    leads = organisations_of(user, Permission.CASE_OPEN)
    wanted = sent.pop("lead", None)
    chosen = [one for one in leads if wanted in {None, one.pk}]
    if len(chosen) != 1:
        raise Invalid([{"pointer": "/lead", "detail": str(WHICH_LEAD)}])
    facts = case_facts(sent)
    refuse_known_person(user, facts, other_than=other_than, besides=besides)
    return {"lead": chosen[0], **facts}


def shown_case(case: CaseRow, user: User, status: int = 200) -> Response:
    """The case as this person may see it."""
    sight = sight_of(case, user)
    context = {"sight": sight, "needs": needs_for(case, sight)}
    location = f"/api/v1/cases/{case.pk}/" if status == 201 else ""
    data = Case(case, context=context).data
    return given(data, version=case.version, status=status, location=location)
