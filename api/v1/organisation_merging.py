"""Two records of one body that become one, and that are made two again."""

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
from casework.partners import actions, merged_facts, selectors
from casework.partners.duplicates import Pair, Reason, possible_duplicates
from casework.partners.models import Organisation as OrganisationRow
from casework.partners.models import OrganisationMerge as MergeRow
from ostoja.access.permissions import Permission

ANSWERS = [merged_facts.KEPT, merged_facts.MERGED, merged_facts.BOTH]
CHANGE = Permission.PARTNER_CHANGE


class PossibleDuplicate(Shown):
    """Two records that may be about one body, with each reason, the best first."""

    first = serializers.UUIDField(source="first.pk")
    first_name = serializers.CharField(source="first.name")
    second = serializers.UUIDField(source="second.pk")
    second_name = serializers.CharField(source="second.name")
    reasons = serializers.SerializerMethodField(method_name="get_reasons")

    example: ClassVar = {
        "first": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "first_name": "Fundacja Przykład",
        "second": "0f6a7d55-90f1-4f4e-8d0e-2c7f5a4b3c21",
        "second_name": "Przykład, fundacja",
        "reasons": ["name", "phone"],
    }

    def get_reasons(self, pair: Pair) -> list[str]:
        return [Reason(one).name.lower() for one in pair.reasons]


class PossibleDuplicates(Shown):
    """All of them, the likeliest first."""

    results = PossibleDuplicate(many=True)

    example: ClassVar = {"results": [PossibleDuplicate.example]}


class OrganisationChoices(Body):
    """What counts, for each fact of which the records say different things."""

    example: ClassVar = {"name": "kept", "roles": "both"}

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        joined = merged_facts.JOINED
        return {
            name: Choice(
                choices=[(one, one) for one in ANSWERS if one != "both" or name in joined],
                required=False,
            )
            for name in merged_facts.FACTS
        }


class OrganisationMerging(Body):
    """The other record with the version that you saw, and what counts where they differ."""

    other = Id(help_text="Id of the record that is merged into this one.")
    other_version = Number(min_value=1)
    choices = OrganisationChoices(required=False)

    example: ClassVar = {
        "other": "0f6a7d55-90f1-4f4e-8d0e-2c7f5a4b3c21",
        "other_version": 2,
        "choices": {"name": "kept", "roles": "both"},
    }


class OtherOrganisation(Body):
    """Another record."""

    other = Id(help_text="Id of the other record.")

    example: ClassVar = {"other": "0f6a7d55-90f1-4f4e-8d0e-2c7f5a4b3c21"}


class OrganisationMerge(Shown):
    """A record that was merged into this one."""

    id = serializers.UUIDField()
    kept = serializers.UUIDField(source="kept_id")
    merged = serializers.UUIDField(source="merged_id")
    merged_name = serializers.CharField(source="merged.name")
    at = serializers.DateTimeField()
    by = serializers.UUIDField(source="by_id", allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "id": "6d7e8f90-1a2b-4c3d-8e4f-5a6b7c8d9ea1",
        "kept": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "merged": "0f6a7d55-90f1-4f4e-8d0e-2c7f5a4b3c21",
        "merged_name": "Przykład, fundacja",
        "at": "2026-11-22T10:05:00+01:00",
        "by": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "undone_at": None,
    }


class OrganisationDuplicatesView(Resource):
    """For whoever keeps the city's partners."""

    tag = "organisations"
    part = "directory"
    permission = CHANGE

    @operation(
        "List records that may be about one body",
        "Pairs of which somebody said that they are two bodies are left out.",
        gives=PossibleDuplicates,
    )
    def list(self, request: Request) -> Response:
        return given(PossibleDuplicates({"results": possible_duplicates()}).data)


class OrganisationMergeView(Resource):
    """For whoever keeps the city's partners and acts for neither of the two."""

    tag = "organisations"
    part = "directory"
    permission = CHANGE
    ordering = ("at", "id")

    @operation("List what was merged into a record", gives=OrganisationMerge, page=True)
    def list(self, request: Request, organisation_pk: UUID) -> Response:
        kept = self._body(organisation_pk)
        return self.page(selectors.merges().filter(kept=kept), OrganisationMerge)

    @operation(
        "Merge another record into this one",
        "Everything of the other record moves here, its people too; it can be undone for 30 days.",
        takes=OrganisationMerging,
        gives=OrganisationMerge,
        status=201,
        versioned=True,
    )
    def create(self, request: Request, organisation_pk: UUID) -> Response:
        version, sent = self.version, self.body(OrganisationMerging)
        merge = actions.merge_organisations(
            kept=self._any(organisation_pk),
            merged=self._any(sent["other"]),
            versions=(version, sent["other_version"]),
            choices=sent.get("choices", {}),
            submission=self.submission,
            by=self.user,
        )
        return given(OrganisationMerge(merge).data, status=201)

    @operation(
        "Make two records again",
        "What moved goes back; what was written since stays with the record that was kept.",
        takes=Nothing,
        gives=OrganisationMerge,
    )
    def separate(self, request: Request, organisation_pk: UUID, pk: UUID) -> Response:
        self.body(Nothing)
        found = get_object_or_404(MergeRow, pk=pk, kept=organisation_pk)
        merge = actions.separate_organisations(merge=found, by=self.user)
        return given(OrganisationMerge(merge).data)

    @operation(
        "Say that two records are of two bodies",
        "They are not listed as possible duplicates any more.",
        takes=OtherOrganisation,
        gives=PossibleDuplicates,
    )
    def tell_apart(self, request: Request, organisation_pk: UUID) -> Response:
        one = self._body(organisation_pk)
        other = self._body(self.body(OtherOrganisation)["other"])
        if one.pk == other.pk:
            raise Http404
        actions.tell_apart(one=one, other=other, by=self.user)
        return given(PossibleDuplicates({"results": possible_duplicates(of=one.pk)}).data)

    def _body(self, pk: UUID) -> OrganisationRow:
        return selectors.organisation_for(self.user, pk, CHANGE)

    def _any(self, pk: UUID) -> OrganisationRow:
        """Also one that was merged already: the action says so, and knows its own repeat."""
        return get_object_or_404(OrganisationRow.every, pk=pk)
