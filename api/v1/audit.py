"""Who saw or changed what, for those who watch over it."""

from typing import Any, ClassVar

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown
from api.openapi.operations import operation
from api.resources import Resource
from ostoja.access.permissions import Permission
from ostoja.audit import kept_back
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import sentence_of


class Event(Shown):
    """One row of the audit; it says what was done and never what a case is about."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    verb = serializers.CharField()
    text = serializers.SerializerMethodField(help_text="The verb in words.")
    actor_id = serializers.UUIDField(
        allow_null=True, help_text="The person; null for a resident and for the clock."
    )
    actor_name = serializers.CharField()
    via = serializers.CharField(
        help_text="token:… of a program, or command; empty for pages and the clock."
    )
    object_type = serializers.CharField()
    object_id = serializers.CharField()
    subject_type = serializers.CharField(help_text="What it belongs to, mostly a case; or empty.")
    subject_id = serializers.CharField()

    example: ClassVar = {
        "id": "0d0f4c19-3a55-4a35-93c8-0d1f3f1f8c11",
        "at": "2026-11-22T10:15:00.000000+01:00",
        "verb": "case.seen",
        "text": "A case was opened on the screen",
        "actor_id": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "actor_name": "Anna Przykładowa",
        "via": "token:1f0c9a7e",
        "object_type": "cases.case",
        "object_id": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "subject_type": "cases.case",
        "subject_id": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
    }

    def get_text(self, event: AuditEvent) -> str:
        return sentence_of(event)


class EventFilter(django_filters.FilterSet):
    """What to look for."""

    verb = django_filters.CharFilter(max_length=60, help_text="Exactly this verb.")
    actor = django_filters.UUIDFilter(field_name="actor_id", help_text="Id of the person.")
    subject = django_filters.UUIDFilter(
        method="about", help_text="Id of a case or another record: all that was done about it."
    )

    def about(self, rows: Any, name: str, value: Any) -> Any:
        """One look-up in the index of subjects."""
        return rows.filter(subject_id=str(value))


class AuditView(Resource):
    """Read only: nothing can be added to the audit from outside."""

    tag = "audit"
    part = "audit"
    permission = Permission.AUDIT_VIEW
    ordering = ("-at", "-id")
    filters = EventFilter

    @operation("Read the audit", "The newest first.", gives=Event, page=True)
    def list(self, request: Request) -> Response:
        return self.page(kept_back.open_to(self.user, AuditEvent.objects.all()), Event)
