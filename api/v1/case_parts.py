"""What belongs to a case: notes, and what became of its needs."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing
from api.forms_of_rooms import checked
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.cases import shown_case
from api.v1.cases_shown import Case, CaseStep, Note
from api.v1.cases_taken import NewNote, Settlement
from casework.cases import actions
from casework.cases.forms.needs import SettleForm
from casework.cases.forms.notes import NoteForm
from casework.cases.models import Case as CaseRow
from casework.cases.models import CaseNeed as CaseNeedRow
from casework.cases.selectors import (
    acting_group,
    case_for,
    case_to_finish,
    notes_for,
    sight_of,
    steps_for,
)
from ostoja.access.permissions import Permission


class NoteView(Resource):
    """Notes of a case, as far as one may read them."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"create": Permission.CASE_ANNOTATE}
    ordering = ("created_at", "id")

    @operation("List the notes of a case", "The earliest first.", gives=Note, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(notes_for(case, sight_of(case, self.user)), Note)

    @operation("Write a note into a case", takes=NewNote, gives=Note, status=201)
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_ANNOTATE)
        sent = {**self.body(NewNote), "submission": str(self.submission)}
        form = checked(NoteForm(case, sight_of(case, self.user), sent))
        note = actions.add_note(
            case=case,
            group=acting_group(case, self.user, Permission.CASE_ANNOTATE),
            by=self.user,
            **form.cleaned_data,
        )
        return given(Note(note).data, status=201)


class CaseStepView(Resource):
    """What happened to a case as a whole; who works on it concerns only those who lead."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    ordering = ("at", "id")

    @operation("List what happened to a case", "The earliest first.", gives=CaseStep, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(steps_for(case, sight_of(case, self.user)), CaseStep)


class CaseNeedView(Resource):
    """For whoever finishes the case: the coordinator, or the lead while it is its own."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW

    @operation("Say what became of a need", takes=Settlement, gives=Case)
    def settle(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_to_finish(self.user, case_pk)
        need = _need(case, pk)
        form = checked(SettleForm(need, self.body(Settlement)))
        actions.settle_need(need=need, by=self.user, **form.cleaned_data)
        return self._case(case)

    @operation(
        "Open a need again", "Nothing is counted as unmet any more.", takes=Nothing, gives=Case
    )
    def reopen(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case = case_to_finish(self.user, case_pk)
        need = _need(case, pk)
        self.body(Nothing)
        actions.reopen_need(need=need, by=self.user)
        return self._case(case)

    def _case(self, case: CaseRow) -> Response:
        case.refresh_from_db()
        return shown_case(case, self.user)


def _need(case: CaseRow, pk: UUID) -> CaseNeedRow:
    return get_object_or_404(CaseNeedRow.objects.select_related("need"), pk=pk, case=case)
