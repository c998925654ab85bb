"""Requests about one person's data: a copy is made and taken, erasure is decided kind by kind."""

import base64
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Flag, Nothing, Shown, Text, several
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid, Refused
from api.resources import Resource, given
from ostoja.access.permissions import Permission
from ostoja.privacy.requests import actions, erasing, printing, selectors
from ostoja.privacy.requests.choices import Basis, Outcome, RequestKind, RequestState
from ostoja.privacy.requests.document import Wish
from ostoja.privacy.requests.forms import RequestForm
from ostoja.privacy.requests.models import DataRequest as RequestRow

NO_SUCH_KIND = _("This kind of records does not belong to the person.")
ERASE = "erase"
WAYS = [(key, key) for key in printing.WAYS]


class DataRequestRecord(Shown):
    """A request. ``due_on`` is the last day of the month for the answer (GDPR, art. 12(3))."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RequestKind.choices)
    subject = serializers.CharField(source="subject_type", help_text="The kind of record.")
    subject_id = serializers.UUIDField(help_text="The record through which the person is known.")
    received_on = serializers.DateField()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(choices=RequestState.choices)
    outcome = serializers.ChoiceField(choices=[("", ""), *Outcome.choices])
    decided_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6f708192-a3b4-4c5d-8e6f-708192a3b4c5",
        "kind": "erasure",
        "subject": "cases.case",
        "subject_id": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "received_on": "2026-11-23",
        "due_on": "2026-12-23",
        "state": "received",
        "outcome": "",
        "decided_at": None,
        "closed_at": None,
        "version": 1,
    }


class KindOfRecords(Shown):
    """Records of one kind by which the city knows the person now."""

    subject = serializers.CharField(source="subject.key")
    names = serializers.ListField(child=serializers.CharField())

    example: ClassVar = {"subject": "cases.case", "names": ["MSIK/2026/17"]}


class DataRequestWhole(DataRequestRecord):
    """The same with what was written down, and the kinds of records that are decided about."""

    identity = serializers.CharField()
    words = serializers.CharField()
    reason = serializers.CharField()
    kinds = serializers.SerializerMethodField()

    example: ClassVar = {
        **DataRequestRecord.example,
        "identity": "Dowód osobisty pokazany na miejscu",
        "words": "",
        "reason": "",
        "kinds": [KindOfRecords.example],
    }

    def get_kinds(self, row: RequestRow) -> list[dict[str, Any]]:
        return list(KindOfRecords(selectors.kinds_of(row), many=True).data)


class NewDataRequest(Body):
    """Who asks for what, and how that was checked."""

    kind = Choice(choices=RequestKind.choices)
    subject = Text(max_length=60, help_text="`cases.case` or `intake.conversation`.")
    name = Text(max_length=64, help_text="The case's number, or the return code.")
    received_on = Day()
    identity = Text(max_length=1_000)
    words = Text(max_length=4_000, required=False, allow_blank=True)

    example: ClassVar = {
        "kind": "erasure",
        "subject": "cases.case",
        "name": "MSIK/2026/17",
        "received_on": "2026-11-23",
        "identity": "Dowód osobisty pokazany na miejscu",
    }


class CopyWish(Body):
    """What of other people is covered or left out."""

    names = Text(max_length=4_000, required=False, allow_blank=True, help_text="One a line.")
    numbers = Flag(required=False, help_text="Cover numbers of others; true if left out.")
    with_files = Flag(required=False)
    others = Flag(required=False)
    internal = Flag(required=False)

    example: ClassVar = {"names": "Jan Kowalski", "with_files": False}


class CopyTaken(Body):
    """In which form."""

    way = Choice(choices=WAYS)

    example: ClassVar = {"way": "json"}


class CopyGiven(Shown):
    """The copy as a file. That it was taken is on record."""

    media_type = serializers.CharField()
    content = serializers.CharField(help_text="Base64.")

    example: ClassVar = {"media_type": "application/json", "content": "e30="}


class RequestAnswer(Body):
    """What the person was answered."""

    outcome = Choice(choices=Outcome.choices)
    reason = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"outcome": "granted", "reason": "Wydano na miejscu."}


class KindDecided(Body):
    """Erased, or kept on a basis, with its archive category and last day."""

    subject = Text(max_length=60)
    decision = Choice(choices=[(ERASE, ERASE), *Basis.choices])
    category = Text(max_length=20, required=False, allow_blank=True)
    keep_until = Day(required=False, allow_null=True)

    example: ClassVar = {"subject": "cases.case", "decision": "archive", "category": "B10"}


class ErasureDecision(Body):
    """One row for each of ``kinds``, and the reasons, which the person is told."""

    kinds = several(KindDecided, 20)
    reason = Text(max_length=4_000, required=False, allow_blank=True)

    example: ClassVar = {"kinds": [KindDecided.example], "reason": "Wymaga tego ustawa."}


class RequestFilter(django_filters.FilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(
        choices=RequestState.choices, help_text="Only those in this state."
    )


class DataRequestView(Resource):
    """For the data protection officer; what one is kept from by name is not there."""

    tag = "data-requests"
    part = "privacy"
    permission = Permission.DATA_REQUESTS
    questions = frozenset({"take"})
    ordering = ("received_on", "id")
    filters = RequestFilter

    @operation("List the requests about data", gives=DataRequestRecord, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.requests_visible_to(self.user), DataRequestRecord)

    @operation("Read a request about data", gives=DataRequestWhole)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.request_for(self.user, pk))

    @operation(
        "Record a request about data",
        "Check who asks first; in a case of violence twice.",
        takes=NewDataRequest,
        gives=DataRequestWhole,
        status=201,
    )
    def create(self, request: Request) -> Response:
        data = data_for(RequestForm, self.body(NewDataRequest))
        said = checked(RequestForm(self.user, data)).cleaned_data | {"submission": self.submission}
        return _shown(actions.record_request(by=self.user, **said), 201)

    @operation(
        "Make the copy",
        "Everything that the city holds of the person, as it is now; an older copy goes.",
        takes=CopyWish,
        gives=DataRequestWhole,
        versioned=True,
    )
    def copy(self, request: Request, pk: UUID) -> Response:
        row, version = self._open_to_us(pk), self.version
        sent = {"names": "", "numbers": True, **self.body(CopyWish)}
        flags = {name: sent.get(name, False) for name in ("with_files", "others", "internal")}
        wish = Wish(names=sent["names"], numbers=sent["numbers"], **flags)
        actions.make_copy(request=row, version=version, wish=wish, by=self.user)
        return _shown(selectors.request_for(self.user, pk))

    @operation(
        "Take the copy",
        "As a page of JSON, PDF/UA or an archive.",
        takes=CopyTaken,
        gives=CopyGiven,
    )
    def take(self, request: Request, pk: UUID) -> Response:
        export, way = selectors.export_for(self.user, pk), self.body(CopyTaken)["way"]
        chosen = printing.WAYS[way]
        content = base64.b64encode(chosen.write(export)).decode()
        actions.note_look(export=export, way=way, by=self.user)
        return given({"media_type": chosen.mime, "content": content})

    @operation(
        "Close a request for a copy",
        "What the person was answered, and why they do not get all.",
        takes=RequestAnswer,
        gives=DataRequestWhole,
        versioned=True,
    )
    def close(self, request: Request, pk: UUID) -> Response:
        row, version = selectors.request_for(self.user, pk), self.version
        sent = {"reason": "", **self.body(RequestAnswer)}
        facts = {"outcome": Outcome(sent["outcome"]), "reason": sent["reason"]}
        actions.close_request(request=row, version=version, by=self.user, **facts)
        return _shown(selectors.request_for(self.user, pk))

    @operation(
        "Decide about erasure",
        "Of each kind of records whether it is erased, or kept and on which basis (GDPR, "
        "art. 17(3)). A worker erases it then.",
        takes=ErasureDecision,
        gives=DataRequestWhole,
        versioned=True,
    )
    def decide(self, request: Request, pk: UUID) -> Response:
        row, version = selectors.request_for(self.user, pk), self.version
        sent = self.body(ErasureDecision)
        known = {one.subject.key for one in selectors.kinds_of(row)}
        choices = [_choice(n, one, known) for n, one in enumerate(sent.get("kinds", []))]
        reason = sent.get("reason", "")
        erasing.decide(request=row, version=version, choices=choices, reason=reason, by=self.user)
        return _shown(selectors.request_for(self.user, pk))

    @operation(
        "Try once more to erase", "What could not go yet.", takes=Nothing, gives=DataRequestWhole
    )
    def again(self, request: Request, pk: UUID) -> Response:
        row = selectors.request_for(self.user, pk)
        self.body(Nothing)
        erasing.hint(row.pk)
        return _shown(row)

    def _open_to_us(self, pk: UUID) -> RequestRow:
        row = selectors.request_for(self.user, pk)
        if row.kind != RequestKind.EXPORT:
            raise Http404
        if closed := selectors.closed_to(self.user, row):
            raise Refused(409, closed)
        return row


def _choice(number: int, sent: dict[str, Any], known: set[str]) -> erasing.Choice:
    if sent["subject"] not in known:
        pointer = f"/kinds/{number}/subject"
        raise Invalid([{"pointer": pointer, "detail": str(NO_SUCH_KIND)}])
    if sent["decision"] == ERASE:
        return erasing.Choice(sent["subject"])
    basis, category = Basis(sent["decision"]), sent.get("category", "")
    return erasing.Choice(sent["subject"], basis, category, sent.get("keep_until"))


def _shown(row: RequestRow, status: int = 200) -> Response:
    location = f"/api/v1/data-requests/{row.pk}/" if status == 201 else ""
    return given(DataRequestWhole(row).data, version=row.version, status=status, location=location)
