"""Bodies that want to join, as those who decide see them; applying itself is a public page."""

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, IdsOf, Nothing, Shown, Text
from api.openapi.operations import operation
from api.problems import Refused
from api.resources import Resource, given
from casework.partners import actions
from casework.partners.accession import application_for, applications_for
from casework.partners.choices import ApplicationState, OrganisationKind
from casework.partners.models import Application as ApplicationRow
from ostoja.access.permissions import Permission

DECIDED = _("Somebody decided about it in the meantime.")


class Application(Shown):
    """What a body wrote, and what became of it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=OrganisationKind.choices)
    nip = serializers.CharField()
    regon = serializers.CharField()
    website = serializers.CharField()
    offer = serializers.CharField()
    needs = IdsOf()
    contact_name = serializers.CharField()
    contact_title = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    looks_automatic = serializers.BooleanField(help_text="A machine may have sent it.")
    state = serializers.ChoiceField(choices=ApplicationState.choices)
    reason = serializers.CharField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    received_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "d2e3f4a5-6b7c-4d8e-9f01-2a3b4c5d6e73",
        "name": "Fundacja Przykładowa Przystań",
        "kind": "ngo",
        "nip": "",
        "regon": "",
        "website": "",
        "offer": "Rozmowy dla rodzin.",
        "needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"],
        "contact_name": "Anna Zmyślona",
        "contact_title": "prezeska",
        "email": "anna@przystan.example",
        "phone": "58 511 01 21",
        "looks_automatic": False,
        "state": "received",
        "reason": "",
        "organisation": None,
        "received_at": "2026-11-22T10:00:00+01:00",
        "decided_at": None,
        "version": 1,
    }


class NewRemark(Body):
    """What somebody found out or asks."""

    text = Text(max_length=2_000)

    example: ClassVar = {"text": "Zadzwoniłam: czynne od maja."}


class ClosedApplication(Body):
    """What became of it, and why."""

    state = Choice(
        choices=[
            (one.value, one.label) for one in (ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
        ]
    )
    reason = Text(max_length=1_000)

    example: ClassVar = {"state": "refused", "reason": "Nie działa w mieście."}


class ApplicationView(Resource):
    """For whoever keeps the city's partners."""

    tag = "organisations"
    part = "directory"
    permission = Permission.PARTNER_CHANGE
    ordering = ("id",)

    @operation("List the applications to join", gives=Application, page=True)
    def list(self, request: Request) -> Response:
        return self.page(applications_for(self.user).prefetch_related("needs"), Application)

    @operation("Read an application to join", gives=Application)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(application_for(self.user, pk))

    @operation("Add a remark to an application", takes=NewRemark, gives=Application)
    def remark(self, request: Request, pk: UUID) -> Response:
        found = application_for(self.user, pk)
        text = self.body(NewRemark)["text"]
        actions.remark_on(application=found, submission=self.submission, text=text, by=self.user)
        return _shown(found)

    @operation(
        "Begin an accession",
        "The body stands among the organisations, with its first contact; nothing is public yet.",
        takes=Nothing,
        gives=Application,
        versioned=True,
    )
    def accept(self, request: Request, pk: UUID) -> Response:
        application_for(self.user, pk)
        version = self.version
        self.body(Nothing)
        try:
            return _shown(actions.accept_application(pk=pk, version=version, by=self.user))
        except actions.Decided:
            raise Refused(409, DECIDED) from None

    @operation(
        "Turn an application down, or note that it was taken back",
        takes=ClosedApplication,
        gives=Application,
        versioned=True,
    )
    def close(self, request: Request, pk: UUID) -> Response:
        application_for(self.user, pk)
        version, sent = self.version, self.body(ClosedApplication)
        state = ApplicationState(sent["state"])
        facts = {"state": state, "reason": sent["reason"], "by": self.user}
        try:
            return _shown(actions.close_application(pk=pk, version=version, **facts))
        except actions.Decided:
            raise Refused(409, DECIDED) from None


def _shown(found: ApplicationRow) -> Response:
    return given(Application(found).data, version=found.version)
