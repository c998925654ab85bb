"""Webhooks: which system of a body is told of what, and what it was told."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choices, Id, Moment, Nothing, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.webhooks import actions
from api.webhooks.choices import Paused, Problem
from api.webhooks.events import EVENTS
from api.webhooks.forms import FactsForm
from api.webhooks.models import LONGEST_ADDRESS
from api.webhooks.models import Webhook as WebhookRow
from api.webhooks.selectors import bodies_for, delivery_for, webhook_for, webhooks_visible_to
from ostoja.access.permissions import Permission

KINDS = [(one.key, one.key) for one in EVENTS.values()]
NOT_YET = _("This moment has not come yet.")


class Webhook(Shown):
    """An address of a body's system, and the events of which it is told."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    name = serializers.CharField()
    address = serializers.CharField()
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    paused = serializers.ChoiceField(
        choices=[("", ""), *Paused.choices],
        help_text="Why nothing is sent just now; empty while it is active.",
    )
    paused_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "3c4d5e6f-7081-4293-8a4b-5c6d7e8f9012",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "name": "System fundacji",
        "address": "https://system.fundacja.example/ostoja",
        "kinds": ["referral.sent", "referral.withdrawn"],
        "paused": "",
        "paused_at": None,
        "created_at": "2026-11-23T09:00:00+01:00",
        "version": 1,
    }


class WebhookWithSecret(Webhook):
    """The same with its secret, which is given this once."""

    secret = serializers.CharField(
        allow_null=True, help_text="It signs what is sent. Nobody can give it again."
    )

    example: ClassVar = {
        **Webhook.example,
        "secret": "whsec_b3N0b2phLXByenlrbGFkb3d5LXNla3JldC0zMi1iYWpvdw==",
    }


class WebhookFacts(Body):
    """What may be written of a webhook."""

    name = Text(max_length=100)
    address = Text(max_length=LONGEST_ADDRESS, help_text="It begins with https://.")
    kinds = Choices(choices=KINDS, min_length=1)

    example: ClassVar = {name: Webhook.example[name] for name in ("name", "address", "kinds")}


class NewWebhook(WebhookFacts):
    """The same with the body whose system it is."""

    organisation = Id()

    example: ClassVar = {"organisation": Webhook.example["organisation"], **WebhookFacts.example}


class Since(Body):
    """From which moment on."""

    since = Moment()

    example: ClassVar = {"since": "2026-11-23T09:00:00+01:00"}


class Replayed(Shown):
    """How many messages are sent once more."""

    messages = serializers.IntegerField()

    example: ClassVar = {"messages": 12}


class Attempt(Shown):
    """One time that it was sent. Either the system answered, or ``problem`` says why not."""

    at = serializers.DateTimeField()
    milliseconds = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    problem = serializers.ChoiceField(choices=[("", ""), *Problem.choices])
    answer = serializers.CharField(help_text="With what the answer began, 500 bytes at most.")

    example: ClassVar = {
        "at": "2026-11-23T09:00:01+01:00",
        "milliseconds": 132,
        "status": 204,
        "problem": "",
        "answer": "",
    }


class WebhookMessage(Shown):
    """A message that was sent or waits. ``id`` is what the header ``webhook-id`` says."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    object_id = serializers.UUIDField(allow_null=True)
    happened_at = serializers.DateTimeField()
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    given_up_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "id": "9d8c7b6a-5f4e-4d3c-8b2a-1908f7e6d5c4",
        "kind": "referral.sent",
        "object_id": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "happened_at": "2026-11-23T09:00:00+01:00",
        "attempts": 1,
        "next_attempt_at": "2026-11-23T09:00:00+01:00",
        "delivered_at": "2026-11-23T09:00:01+01:00",
        "given_up_at": None,
    }


class WebhookMessageWithAttempts(WebhookMessage):
    """The same with each attempt, the latest first."""

    tries = Attempt(many=True)

    example: ClassVar = {**WebhookMessage.example, "tries": [Attempt.example]}


class _OfWebhooks(Resource):
    tag = "webhooks"
    part = "webhooks"
    permission = Permission.WEBHOOKS


class WebhookView(_OfWebhooks):
    """Those of one's own bodies; who keeps partners looks after all."""

    ordering = ("created_at", "id")

    @operation("List the webhooks", gives=Webhook, page=True)
    def list(self, request: Request) -> Response:
        return self.page(webhooks_visible_to(self.user), Webhook)

    @operation("Read a webhook", gives=Webhook)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(webhook_for(self.user, pk))

    @operation(
        "Add a webhook",
        "Its secret is in this answer alone. Send a test message next.",
        takes=NewWebhook,
        gives=WebhookWithSecret,
        status=201,
    )
    def create(self, request: Request) -> Response:
        sent = self.body(NewWebhook)
        body = bodies_for(self.user).filter(pk=sent.pop("organisation")).first()
        if body is None:
            raise Http404
        made, secret = actions.add_webhook(
            submission=self.submission, organisation=body, by=self.user, **_facts(sent)
        )
        return _with_secret(made, secret, 201)

    @operation(
        "Change a webhook",
        "Members that you leave out stay. What still waits goes to the new address.",
        takes=WebhookFacts,
        gives=Webhook,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row, version = webhook_for(self.user, pk), self.version
        before = {name: getattr(row, name) for name in WebhookFacts.example}
        facts = _facts({**before, **self.body(WebhookFacts, partial=True)})
        changed = actions.change_webhook(webhook=row, version=version, by=self.user, **facts)
        return _shown(changed)

    @operation("Remove a webhook", "With its log.", status=204, versioned=True)
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = webhook_for(self.user, pk)
        actions.remove_webhook(webhook=row, version=self.version, by=self.user)
        return given(None, status=204)

    @operation(
        "Change the secret",
        "The new one is in this answer alone. For three days messages are signed with both.",
        takes=Nothing,
        gives=WebhookWithSecret,
        versioned=True,
    )
    def secret(self, request: Request, pk: UUID) -> Response:
        row, version = webhook_for(self.user, pk), self.version
        self.body(Nothing)
        changed, secret = actions.renew_secret(webhook=row, version=version, by=self.user)
        return _with_secret(changed, secret, 200)

    @operation("Pause a webhook", "What happens is kept.", takes=Nothing, gives=Webhook)
    def pause(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        return _shown(actions.pause_webhook(webhook=webhook_for(self.user, pk), by=self.user))

    @operation("Let a webhook go on", "What waited is sent.", takes=Nothing, gives=Webhook)
    def resume(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        return _shown(actions.resume_webhook(webhook=webhook_for(self.user, pk), by=self.user))

    @operation(
        "Send a test message",
        "It is of the kind `test` and about nothing. Read it again to see how it was answered.",
        takes=Nothing,
        gives=WebhookMessage,
    )
    def test(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        made = actions.send_test(webhook=webhook_for(self.user, pk), by=self.user)
        return given(WebhookMessage(made).data)

    @operation(
        "Send everything since a moment once more",
        "Messages keep their ids, so a system that knows them already passes them over.",
        takes=Since,
        gives=Replayed,
    )
    def replay(self, request: Request, pk: UUID) -> Response:
        row, since = webhook_for(self.user, pk), self.body(Since)["since"]
        if since > timezone.now():
            raise Invalid([{"pointer": "/since", "detail": str(NOT_YET)}])
        number = actions.send_again_since(webhook=row, since=since, by=self.user)
        return given({"messages": number})


class WebhookMessageView(_OfWebhooks):
    """What one webhook was told, and what waits."""

    ordering = ("-happened_at", "-id")

    @operation("List the messages", "The latest event first.", gives=WebhookMessage, page=True)
    def list(self, request: Request, pk: UUID) -> Response:
        return self.page(webhook_for(self.user, pk).deliveries.all(), WebhookMessage)

    @operation("Read a message with each attempt", gives=WebhookMessageWithAttempts)
    def retrieve(self, request: Request, pk: UUID, message: UUID) -> Response:
        return given(WebhookMessageWithAttempts(delivery_for(self.user, pk, message)).data)

    @operation(
        "Send a message once more",
        "Under the same id; one that waits is sent now.",
        takes=Nothing,
        gives=WebhookMessage,
    )
    def replay(self, request: Request, pk: UUID, message: UUID) -> Response:
        row = delivery_for(self.user, pk, message)
        self.body(Nothing)
        return given(WebhookMessage(actions.send_again(delivery=row, by=self.user)).data)


def _facts(sent: dict[str, Any]) -> dict[str, Any]:
    return checked(FactsForm(data_for(FactsForm, sent))).facts()


def _shown(row: WebhookRow) -> Response:
    return given(Webhook(row).data, version=row.version)


def _with_secret(row: WebhookRow, secret: str, status: int) -> Response:
    data = {**Webhook(row).data, "secret": secret or None}
    location = f"/api/v1/webhooks/{row.pk}/" if status == 201 else ""
    return given(data, version=row.version, status=status, location=location)
