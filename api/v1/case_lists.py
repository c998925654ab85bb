"""Lists of cases that people keep under a name."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import Group
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Choices, Flag, Id, Shown, Text
from api.forms_of_rooms import checked
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.cases import actions, lists
from casework.cases.choices import CaseState, Urgency
from casework.cases.forms.lists import SaveListForm, known_wish
from casework.cases.models import SavedList
from casework.partners.choices import Phase
from ostoja.access.permissions import Permission


class Wish(Body):
    """What a list shows; members that are left out ask for nothing."""

    state = Choice(choices=CaseState.choices, required=False)
    urgency = Choice(choices=Urgency.choices, required=False)
    phase = Choice(choices=Phase.choices, required=False)
    mine = Flag(required=False)
    nobodys = Flag(required=False)
    overdue = Flag(required=False)
    sort = Choice(choices=[(key, key) for key in lists.ORDERS if key], required=False)
    columns = Choices(list(lists.COLUMNS.items()), required=False)

    example: ClassVar = {"overdue": True, "columns": ["state", "worker"]}


class CaseList(Shown):
    """A list that is one's own, or that a colleague shares."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    wish = serializers.SerializerMethodField(help_text="What the list shows.")
    owner = serializers.UUIDField(source="owner_id")
    shared_with = serializers.UUIDField(
        source="shared_with.organisation.id",
        default=None,
        allow_null=True,
        help_text="The organisation whose people see it too.",
    )
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "5c6d7e8f-9a0b-4c1d-8e2f-3a4b5c6d7e91",
        "name": "Przeterminowane",
        "wish": {"overdue": True, "columns": ["state", "worker"]},
        "owner": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "shared_with": None,
        "version": 1,
    }

    def get_wish(self, row: SavedList) -> dict[str, Any]:
        return known_wish(row.wish)


class CaseListFacts(Body):
    """Its name, what it shows, and the organisation whose people see it too."""

    name = Text(max_length=60)
    wish = Wish()
    shared_with = Id(required=False, allow_null=True)

    example: ClassVar = {"name": "Przeterminowane", "wish": {"overdue": True}}


class CaseListView(Resource):
    """One's own lists and those that colleagues share; only the owner changes one."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    ordering = ("name", "id")

    @operation("List the saved lists of cases", "By name.", gives=CaseList, page=True)
    def list(self, request: Request) -> Response:
        return self.page(lists.lists_of(self.user), CaseList)

    @operation("Read a saved list of cases", gives=CaseList)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(get_object_or_404(lists.lists_of(self.user), pk=pk))

    @operation("Save a list of cases", takes=CaseListFacts, gives=CaseList, status=201)
    def create(self, request: Request) -> Response:
        facts = self._facts(self.body(CaseListFacts))
        saved = actions.save_list(submission=self.submission, by=self.user, **facts)
        return _shown(saved, status=201)

    @operation(
        "Change a saved list of cases",
        "Members that you leave out stay; a wish that you give takes the place of the whole wish.",
        takes=CaseListFacts,
        gives=CaseList,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        saved, version = self._own(pk), self.version
        sent = self.body(CaseListFacts, partial=True)
        before = {"name": saved.name, "wish": saved.wish}
        if saved.shared_with is not None:
            before["shared_with"] = saved.shared_with.organisation.pk
        facts = self._facts({**before, **sent})
        return _shown(actions.change_list(saved=saved, version=version, by=self.user, **facts))

    @operation("Remove a saved list of cases", "The cases stay.", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        saved, version = self._own(pk), self.version
        actions.remove_list(saved=saved, version=version, by=self.user)
        return Response(status=204)

    def _own(self, pk: UUID) -> SavedList:
        found = lists.list_of(self.user, pk)
        if found is None:
            raise Http404
        return found

    def _facts(self, sent: dict[str, Any]) -> dict[str, Any]:
        body = sent.get("shared_with")
        group = Group.objects.filter(organisation__pk=body).first() if body else None
        shared = (group.pk if group else "0") if body else ""
        form = checked(SaveListForm(self.user, {"name": sent["name"], "shared_with": shared}))
        said = {name: form.cleaned_data[name] for name in ("name", "shared_with")}
        return {**said, "wish": known_wish(sent["wish"])}


def _shown(row: SavedList, status: int = 200) -> Response:
    location = f"/api/v1/case-lists/{row.pk}/" if status == 201 else ""
    return given(CaseList(row).data, version=row.version, status=status, location=location)
