"""Replies that consultants begin from."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Flag, Shown, Texts
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.facts import in_languages, text_pointers
from casework.intake import actions
from casework.intake.forms.desk import CannedReplyForm
from casework.intake.models import CannedReply as CannedReplyRow
from ostoja.access.permissions import Permission

TEXTS = ("title", "text")


class CannedReply(Shown):
    """A reply with its variables as they stand, not filled in."""

    id = serializers.UUIDField()
    title = Texts()
    text = Texts()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8c9d0e1f-2a3b-4c4d-8e5f-6a7b8c9d0e11",
        "title": {"pl": "Pierwsze słowo"},
        "text": {"pl": "Dzień dobry. Pisze do Ciebie {city}. Jestem tutaj i czytam."},
        "is_sample": False,
        "version": 1,
    }


class CannedReplyFacts(Body):
    """What may be written. A variable that nobody fills is refused."""

    title = Texts(longest=80)
    text = Texts(longest=4000)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "title": {"pl": "Pierwsze słowo"},
        "text": {"pl": "Dzień dobry. Jestem tutaj i czytam."},
    }


class CannedReplyView(Resource):
    """For supervisors and administrators; consultants find them filled in at each desk."""

    tag = "canned-replies"
    part = "inbox"
    permission = Permission.CANNED_REPLY_CHANGE
    ordering = ("position", "key", "id")

    @operation("List the canned replies", "In their order.", gives=CannedReply, page=True)
    def list(self, request: Request) -> Response:
        return self.page(CannedReplyRow.objects.all(), CannedReply)

    @operation("Read a canned reply", gives=CannedReply)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(get_object_or_404(CannedReplyRow, pk=pk))

    @operation("Add a canned reply", takes=CannedReplyFacts, gives=CannedReply, status=201)
    def create(self, request: Request) -> Response:
        form = _form(self.body(CannedReplyFacts))
        made = actions.add_canned_reply(submission=self.submission, by=self.user, **form.facts())
        return _shown(made, status=201)

    @operation(
        "Change a canned reply",
        "Members that you leave out stay; a text that you give takes the place of all languages.",
        takes=CannedReplyFacts,
        gives=CannedReply,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row, version = get_object_or_404(CannedReplyRow, pk=pk), self.version
        form = _form(self.body(CannedReplyFacts, partial=True), row)
        changed = actions.change_canned_reply(pk=pk, version=version, by=self.user, **form.facts())
        return _shown(changed)

    @operation("Remove a canned reply", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        get_object_or_404(CannedReplyRow, pk=pk)
        actions.remove_canned_reply(pk=pk, version=self.version, by=self.user)
        return Response(status=204)


def _form(sent: dict[str, Any], row: CannedReplyRow | None = None) -> CannedReplyForm:
    before = CannedReplyForm.values_of(row) if row is not None else {}
    data = data_for(CannedReplyForm, {**before, **in_languages(sent, *TEXTS)})
    return checked(CannedReplyForm(data, row=row), text_pointers(*TEXTS))


def _shown(row: CannedReplyRow, status: int = 200) -> Response:
    location = f"/api/v1/canned-replies/{row.pk}/" if status == 201 else ""
    return given(CannedReply(row).data, version=row.version, status=status, location=location)
