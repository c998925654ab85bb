"""What the person was told, and how they want to be told."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Clock, Flag, Moment, Shown, Text, several
from api.openapi.operations import operation
from api.pagination import Page
from api.problems import Invalid
from api.resources import Resource, given
from ostoja.notifications import actions, selectors
from ostoja.notifications.choices import Mail
from ostoja.notifications.forms import BOTH_HOURS, SAME_HOURS
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices as ChoicesRow
from ostoja.notifications.selectors import Channels, Chosen, Line
from ostoja.ui.city import CityFacts, facts_of

NO_SUCH_KIND = _("You are not told of any such kind.")


class Notification(Shown):
    """That something happened. What it is about is asked for again each time somebody looks."""

    id = serializers.UUIDField(source="row.id")
    kind = serializers.CharField(source="row.kind", help_text="What happened, for programs.")
    title = serializers.CharField(help_text="The same for people.")
    name = serializers.CharField(help_text="What it is about; empty where you may not open it.")
    object = serializers.SerializerMethodField(help_text="The id of what it is about.")
    created_at = serializers.DateTimeField(source="row.created_at")
    read_at = serializers.DateTimeField(source="row.read_at", allow_null=True)

    example: ClassVar = {
        "id": "6c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e41",
        "kind": "referral-arrived",
        "title": "Your organisation has received a referral",
        "name": "IK.7.2026 (sent)",
        "object": "2d3e4f5a-6b7c-4d8e-9f0a-1b2c3d4e5f61",
        "created_at": "2026-11-22T10:00:00+01:00",
        "read_at": None,
    }

    def get_object(self, line: Line) -> UUID | None:
        """Only what the person may open."""
        return line.row.about if line.can_open else None


class Until(Body):
    """When you read the list: what came later stays unread."""

    until = Moment()

    example: ClassVar = {"until": "2026-11-22T10:00:00+01:00"}


class NumberRead(Shown):
    """How many were not read yet."""

    number = serializers.IntegerField()

    example: ClassVar = {"number": 3}


class KindChosen(Shown):
    """A kind of news and how the person is told of it."""

    kind = serializers.CharField(source="kind.key")
    title = serializers.CharField(source="kind.title")
    in_app = serializers.BooleanField(
        source="channels.in_app", help_text="Whether it stands in the list."
    )
    mail = serializers.ChoiceField(
        source="channels.mail", choices=Mail.choices, help_text="When it comes by e-mail."
    )
    text = serializers.BooleanField(
        source="channels.text",
        help_text="Whether it comes by text message, to whoever proved a telephone on the page.",
    )
    can_choose = serializers.BooleanField()
    why_always = serializers.CharField(
        source="kind.always",
        help_text="Why one can choose nothing but the text message; empty where one can.",
    )


class NotificationChoices(Shown):
    """Everything that the person can be told."""

    kinds = KindChosen(many=True)
    quiet_from = serializers.TimeField(
        format="%H:%M",
        allow_null=True,
        help_text="When quiet hours begin, on Poland's clock; null where there are none.",
    )
    quiet_to = serializers.TimeField(
        format="%H:%M", allow_null=True, help_text="When they end; nothing leaves in between."
    )
    version = serializers.IntegerField()

    example: ClassVar = {
        "kinds": [
            {
                "kind": "referral-arrived",
                "title": "Your organisation has received a referral",
                "in_app": True,
                "mail": "at_once",
                "text": False,
                "can_choose": True,
                "why_always": "",
            }
        ],
        "quiet_from": "22:00",
        "quiet_to": "06:00",
        "version": 2,
    }


class KindChoice(Body):
    """How the person wants to be told of one kind; what is left out stays as it is."""

    kind = Text(max_length=40)
    in_app = Flag(required=False)
    mail = Choice(choices=Mail.choices, required=False)
    text = Flag(required=False)


class NotificationChoicesFacts(Body):
    """Kinds that are left out stay as they are, and so do quiet hours."""

    kinds = several(KindChoice, 100)
    quiet_from = Clock(required=False, allow_null=True)
    quiet_to = Clock(required=False, allow_null=True)

    example: ClassVar = {"kinds": [{"kind": "referral-arrived", "in_app": True, "mail": "digest"}]}


class NotificationFilter(django_filters.FilterSet):
    """Which to list."""

    unread = django_filters.BooleanFilter(
        field_name="read_at", lookup_expr="isnull", help_text="Only those not read yet, or read."
    )


class OwnResource(Resource):
    """What belongs to the person alone, whatever their roles."""

    tag = "notifications"
    part = "notifications"

    @property
    def city(self) -> CityFacts:
        """The parts that the city has."""
        return facts_of(self.request._request)


class NotificationView(OwnResource):
    """The person's own; nobody sees what others were told."""

    ordering = ("-created_at", "-id")
    filters = NotificationFilter

    @operation("List what you were told", "The newest first.", gives=Notification, page=True)
    def list(self, request: Request) -> Response:
        rows = self._filtered(selectors.notifications_of(self.user, self.city))
        found = Page(request, rows, self.ordering, request.path)
        lines = selectors.lines(found.rows, self.user)
        return Response(found.envelope(Notification(lines, many=True).data))

    @operation("Read one of them", "That alone does not mark it as read.", gives=Notification)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(selectors.notification_for(self.user, pk, self.city))

    @operation("Mark one as read", gives=Notification)
    def read(self, request: Request, pk: UUID) -> Response:
        row = selectors.notification_for(self.user, pk, self.city)
        return self._shown(actions.mark_read(notification=row, by=self.user))

    @operation("Mark all as read", takes=Until, gives=NumberRead)
    def read_all(self, request: Request) -> Response:
        until = self.body(Until)["until"]
        number = actions.mark_all_read(person=self.user, until=until, by=self.user)
        return given(NumberRead({"number": number}).data)

    def _shown(self, row: Any) -> Response:
        [line] = selectors.lines([row], self.user)
        return given(Notification(line).data)


class NotificationChoicesView(OwnResource):
    """How the person wants to be told."""

    @operation("Read how you are told", gives=NotificationChoices)
    def retrieve(self, request: Request) -> Response:
        return self._shown(selectors.choices_of(self.user))

    @operation(
        "Change how you are told",
        "Of some kinds everybody is told: `why_always` says why.",
        takes=NotificationChoicesFacts,
        gives=NotificationChoices,
        versioned=True,
    )
    def partial_update(self, request: Request) -> Response:
        version, sent = self.version, self.body(NotificationChoicesFacts)
        row = actions.choose(
            person=self.user,
            version=version,
            channels=self._channels(sent.get("kinds", [])),
            quiet=_quiet(sent),
            by=self.user,
        )
        return self._shown(row)

    def _channels(self, sent: list[dict[str, Any]]) -> dict[Kind, Channels]:
        """Raises ``Invalid`` for kinds of which the person is not told, or cannot choose."""
        choices = selectors.choices_of(self.user)
        known = {one.kind.key: one for one in selectors.chosen(choices, self.user, self.city)}
        wrong = [
            {"pointer": f"/kinds/{at}/kind", "detail": why}
            for at, one in enumerate(sent)
            if (why := _why_not(known.get(one["kind"]), one))
        ]
        if wrong:
            raise Invalid(wrong)
        return {known[one["kind"]].kind: _changed(known[one["kind"]], one) for one in sent}

    def _shown(self, row: ChoicesRow) -> Response:
        chosen = selectors.chosen(row, self.user, self.city)
        quiet = {"quiet_from": row.quiet_from, "quiet_to": row.quiet_to}
        facts = {"kinds": chosen, "version": row.version, **quiet}
        return given(NotificationChoices(facts).data, version=row.version)


def _why_not(known: Chosen | None, sent: dict[str, Any]) -> str:
    if known is None:
        return str(NO_SUCH_KIND)
    return str(known.kind.always) if {"in_app", "mail"} & sent.keys() else ""


def _quiet(sent: dict[str, Any]) -> actions.QuietHours | None:
    """The hours; None where nothing is said of them. Raises ``Invalid`` where they have no end."""
    if not {"quiet_from", "quiet_to"} & sent.keys():
        return None
    begins, ends = sent.get("quiet_from"), sent.get("quiet_to")
    if (begins is None) != (ends is None):
        raise Invalid([{"pointer": "/quiet_to", "detail": str(BOTH_HOURS)}])
    if begins is not None and begins == ends:
        raise Invalid([{"pointer": "/quiet_to", "detail": str(SAME_HOURS)}])
    return begins, ends


def _changed(known: Chosen, sent: dict[str, Any]) -> Channels:
    in_app = sent.get("in_app", known.channels.in_app)
    mail = Mail(sent.get("mail", known.channels.mail))
    return Channels(in_app, mail, sent.get("text", known.channels.text))
