"""Two cases of one person that become one, and that are separated again."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Nothing, Number, Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.cases import shown_case
from api.v1.cases_shown import Case
from casework.cases import actions, merging
from casework.cases.merge_page import may_merge
from casework.cases.models import Case as CaseRow
from casework.cases.models import CaseMerge as CaseMergeRow
from casework.cases.selectors import acting_group, case_to_change, sight_of
from ostoja.access.permissions import Permission

ANSWERS = [merging.KEPT, merging.MERGED, merging.BOTH]


class Choices(Body):
    """What counts, for each fact of which the cases say different things."""

    example: ClassVar = {"pseudonym": "kept", "summary": "both"}

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            name: Choice(
                choices=[(one, one) for one in ANSWERS if one != "both" or name in merging.JOINED],
                required=False,
            )
            for name in merging.FACTS
        }


class Merging(Body):
    """The other case with the version that you saw, and what counts where they differ."""

    other = Id(help_text="Id of the case that is merged into this one.")
    other_version = Number(min_value=1)
    choices = Choices(required=False)

    example: ClassVar = {
        "other": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "other_version": 2,
        "choices": {"pseudonym": "kept", "summary": "both"},
    }


class CaseMerge(Shown):
    """A case that was merged into this one."""

    id = serializers.UUIDField()
    merged = serializers.UUIDField(source="merged_id")
    merged_number = serializers.CharField(source="merged.number")
    at = serializers.DateTimeField()
    by = serializers.UUIDField(source="by_id", allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "id": "6d7e8f90-1a2b-4c3d-8e4f-5a6b7c8d9ea1",
        "merged": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "merged_number": "IK.14.2026",
        "at": "2026-11-22T10:05:00+01:00",
        "by": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "undone_at": None,
    }


class CaseMergeView(Resource):
    """For those who read all that both cases say, and lead or coordinate them."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_PERSON
    ordering = ("at", "id")

    @operation("List what was merged into a case", gives=CaseMerge, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        return self.page(self._case(case_pk).merges.select_related("merged"), CaseMerge)

    @operation(
        "Merge another case into this one",
        "Both must be led by one organisation. It can be undone for 30 days.",
        takes=Merging,
        gives=CaseMerge,
        status=201,
        versioned=True,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        kept, version, sent = self._case(case_pk), self.version, self.body(Merging)
        changes = sight_of(kept, self.user).may(Permission.CASE_CHANGE)
        permission = Permission.CASE_CHANGE if changes else Permission.CASE_COORDINATE
        merge = actions.merge_cases(
            kept=kept,
            merged=self._case(sent["other"]),
            versions=(version, sent["other_version"]),
            choices=sent.get("choices", {}),
            submission=self.submission,
            group=acting_group(kept, self.user, permission),
            by=self.user,
        )
        return given(CaseMerge(merge).data, status=201)

    @operation("Separate two cases again", "Both are what they were.", takes=Nothing, gives=Case)
    def separate(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        kept = self._case(case_pk)
        self.body(Nothing)
        actions.separate_cases(
            merge=get_object_or_404(CaseMergeRow, pk=pk, kept=kept), by=self.user
        )
        kept.refresh_from_db()
        return shown_case(kept, self.user)

    def _case(self, pk: UUID) -> CaseRow:
        found = case_to_change(self.user, pk)
        if not may_merge(sight_of(found, self.user)):
            raise Http404
        return found
