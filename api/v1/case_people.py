"""The people around the person of a case."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Number, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.letters import UNUSED
from casework.cases.actions import people as actions
from casework.cases.choices_of_people import LivesWith, PersonRole, SafeContact
from casework.cases.forms.people import PersonForm
from casework.cases.models import CasePerson as PersonRow
from casework.cases.people import case_with_people, keeps_people, person_for
from casework.cases.selectors import sight_of
from ostoja.access.permissions import Permission

WRITE = Permission.CASE_ANNOTATE
_HIDDEN = "Null in lists where they use violence."


class CasePersonInList(Shown):
    """Somebody around the person. Of who uses violence a list says no more than that."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=PersonRole.choices)
    name = serializers.CharField(allow_null=True, help_text=_HIDDEN)
    relation = serializers.CharField(allow_null=True, help_text=_HIDDEN)
    birth_year = serializers.IntegerField(allow_null=True)
    lives_with = serializers.ChoiceField(
        choices=LivesWith.choices, allow_blank=True, help_text="Empty where nobody knows."
    )
    phone = serializers.CharField(allow_null=True, help_text=f"As E.164. {_HIDDEN}")
    safe_contact = serializers.ChoiceField(
        choices=SafeContact.choices,
        allow_blank=True,
        help_text="Empty where nobody knows: then nobody contacts them.",
    )
    contact_rules = serializers.CharField(allow_null=True, help_text=_HIDDEN)
    remarks = serializers.CharField(allow_null=True, help_text=_HIDDEN)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e91",
        "role": "child",
        "name": "Zofia",
        "relation": "",
        "birth_year": 2018,
        "lives_with": "yes",
        "phone": "",
        "safe_contact": "agreed",
        "contact_rules": "Tylko przez mamę.",
        "remarks": "",
        "version": 1,
    }

    def to_representation(self, instance: PersonRow) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown | dict.fromkeys(UNLISTED) if instance.is_danger else shown


UNLISTED = ("name", "relation", "birth_year", "phone", "contact_rules", "remarks")


class CasePerson(CasePersonInList):
    """All that is known of one of them."""

    def to_representation(self, instance: PersonRow) -> dict[str, Any]:
        shown: dict[str, Any] = Shown.to_representation(self, instance)
        return shown


class CasePersonFacts(Body):
    """What may be written of somebody; no more than helps."""

    role = Choice(choices=PersonRole.choices)
    name = Text(max_length=150, required=False, allow_blank=True)
    relation = Text(max_length=200, required=False, allow_blank=True)
    birth_year = Number(required=False, allow_null=True, min_value=1900, max_value=2100)
    lives_with = Choice(choices=LivesWith.choices, required=False, allow_blank=True)
    phone = Text(max_length=40, required=False, allow_blank=True)
    safe_contact = Choice(choices=SafeContact.choices, required=False, allow_blank=True)
    contact_rules = Text(max_length=2_000, required=False, allow_blank=True)
    remarks = Text(max_length=4_000, required=False, allow_blank=True)

    example: ClassVar = {
        name: CasePersonInList.example[name]
        for name in ("role", "name", "birth_year", "lives_with", "safe_contact")
    }


class CasePeopleView(Resource):
    """For those who lead or coordinate the case; for others there is nobody."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"create": WRITE}
    ordering = ("created_at", "id")

    @operation(
        "List the people around the person of a case",
        "The earliest first.",
        gives=CasePersonInList,
        page=True,
    )
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_with_people(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(case.people.all(), CasePersonInList)

    @operation(
        "Write down somebody around the person",
        takes=CasePersonFacts,
        gives=CasePerson,
        status=201,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_with_people(self.user, case_pk, WRITE)
        facts = _facts(self.body(CasePersonFacts))
        submission = self.submission
        person = actions.add_person(submission=submission, case=case, by=self.user, **facts)
        location = f"/api/v1/case-people/{person.pk}/"
        return given(CasePerson(person).data, version=person.version, status=201, location=location)


class CasePersonView(Resource):
    """One of them."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = dict.fromkeys(("partial_update", "destroy"), WRITE)

    @operation("Read what is known of somebody", gives=CasePerson)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        person = person_for(self.user, pk, Permission.CASE_VIEW)
        return given(CasePerson(person).data, version=person.version)

    @operation(
        "Change what is known of somebody",
        "Members that you leave out stay as they are.",
        takes=CasePersonFacts,
        gives=CasePerson,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        person = self._to_change(pk)
        version, sent = self.version, self.body(CasePersonFacts, partial=True)
        known = PersonForm.values_of(person)
        facts = _facts({**known, **sent})
        changed = actions.change_person(person=person, version=version, by=self.user, **facts)
        return given(CasePerson(changed).data, version=changed.version)

    @operation("Take somebody out of a case", "Nothing of it is kept.", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        person = self._to_change(pk)
        actions.remove_person(person=person, version=self.version, by=self.user)
        return Response(status=204)

    def _to_change(self, pk: UUID) -> PersonRow:
        person = person_for(self.user, pk, WRITE)
        if not keeps_people(sight_of(person.case, self.user)):
            raise Http404
        return person


def _facts(sent: dict[str, Any]) -> dict[str, Any]:
    """What actions take, by the rules of the page's own form."""
    values = {**sent, "version": 1, "submission": UNUSED}
    found = checked(PersonForm(data_for(PersonForm, values))).cleaned_data
    return {name: value for name, value in found.items() if name not in {"version", "submission"}}
