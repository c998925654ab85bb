"""Breaches of personal data: what was noticed, found out, done and decided, with the clock."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Moment, Number, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from ostoja.access.permissions import Permission
from ostoja.privacy.breaches import actions
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.forms import MOST_PEOPLE
from ostoja.privacy.breaches.models import Breach as BreachRow

NOT_YET = _("This moment has not come yet.")
BACKWARDS = _("The last day is before the first one.")


class BreachEntry(Shown):
    """One thing that was found out, done or decided. Entries are never changed."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    text = serializers.CharField()
    happened_at = serializers.DateTimeField()
    by = serializers.UUIDField(source="by_id", allow_null=True)

    example: ClassVar = {
        "id": "4d5e6f70-8192-4a3b-8c5d-6e7f80910213",
        "kind": "measure",
        "text": "Telefon zablokowano zdalnie.",
        "happened_at": "2026-11-23T09:30:00+01:00",
        "by": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
    }


class Breach(Shown):
    """A breach with its clock: by ``due_at`` the authority is told, or need not be."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    noticed_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="72 hours later (GDPR, art. 33(1)).")
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    people = serializers.IntegerField(allow_null=True, help_text="About how many.")
    risk = serializers.ChoiceField(choices=Risk.choices)
    authority = serializers.ChoiceField(
        choices=[("", ""), *EntryKind.choices],
        help_text="The latest decision about the authority; empty while nothing is decided.",
    )
    affected = serializers.ChoiceField(
        choices=[("", ""), *EntryKind.choices], help_text="The same about the people concerned."
    )
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "3c4d5e6f-7081-4293-8a4b-5c6d7e8f9013",
        "what": "Zgubiony telefon służbowy",
        "noticed_at": "2026-11-23T09:00:00+01:00",
        "due_at": "2026-11-26T09:00:00+01:00",
        "since": None,
        "until": None,
        "people": 3,
        "risk": "unknown",
        "authority": "",
        "affected": "",
        "closed_at": None,
        "version": 1,
    }


class BreachWithEntries(Breach):
    """The same with every entry, the earliest first."""

    entries = BreachEntry(many=True)

    example: ClassVar = {**Breach.example, "entries": [BreachEntry.example]}


class NewBreach(Body):
    """What was noticed. No names."""

    what = Text(max_length=4_000)
    noticed_at = Moment(help_text="From then on the clock runs.")
    since = Moment(required=False, allow_null=True)
    until = Moment(required=False, allow_null=True)
    people = Number(min_value=0, max_value=MOST_PEOPLE, required=False, allow_null=True)

    example: ClassVar = {
        "what": "Zgubiony telefon służbowy",
        "noticed_at": "2026-11-23T09:00:00+01:00",
    }


class NewBreachEntry(Body):
    """What was found out, done or decided, and how grave it looks by now."""

    kind = Choice(choices=EntryKind.choices)
    text = Text(max_length=4_000)
    happened_at = Moment()
    risk = Choice(choices=Risk.choices, required=False, help_text="As before, if left out.")
    people = Number(
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        allow_null=True,
        help_text="As before, if left out.",
    )

    example: ClassVar = {
        name: BreachEntry.example[name] for name in ("kind", "text", "happened_at")
    }


class BreachFilter(django_filters.FilterSet):
    """Open ones, or closed ones."""

    open = django_filters.BooleanFilter(
        field_name="closed_at", lookup_expr="isnull", help_text="Whether it is still open."
    )


class BreachView(Resource):
    """For the data protection officer."""

    tag = "breaches"
    part = "privacy"
    permission = Permission.BREACHES
    ordering = ("-noticed_at", "id")
    filters = BreachFilter

    @operation("List the breaches", "The latest first.", gives=Breach, page=True)
    def list(self, request: Request) -> Response:
        return self.page(BreachRow.objects.all(), Breach)

    @operation("Read a breach", gives=BreachWithEntries)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(_row(pk))

    @operation(
        "Record a breach",
        "At once, also when you know little. The officer is told.",
        takes=NewBreach,
        gives=BreachWithEntries,
        status=201,
    )
    def create(self, request: Request) -> Response:
        sent = self.body(NewBreach)
        _refuse(sent)
        facts = {name: sent.get(name) for name in ("what", "noticed_at", "since", "until")}
        made = actions.notice_breach(
            submission=self.submission, by=self.user, people=sent.get("people"), **facts
        )
        return _shown(_row(made.pk), 201)

    @operation(
        "Add an entry",
        "What was found out, done or decided. That the authority need not be told takes a risk "
        "that is unlikely.",
        takes=NewBreachEntry,
        gives=BreachWithEntries,
        versioned=True,
    )
    def entries(self, request: Request, pk: UUID) -> Response:
        row, version, sent = _row(pk), self.version, self.body(NewBreachEntry)
        actions.add_entry(
            submission=self.submission,
            breach=row,
            version=version,
            kind=EntryKind(sent["kind"]),
            text=sent["text"],
            happened_at=sent["happened_at"],
            risk=Risk(sent.get("risk", row.risk)),
            people=sent.get("people", row.people),
            by=self.user,
        )
        return _shown(_row(pk))


def _row(pk: UUID) -> BreachRow:
    found = BreachRow.objects.filter(pk=pk).prefetch_related("entries").first()
    if found is None:
        raise Http404
    return found


def _refuse(sent: dict[str, Any]) -> None:
    since, until = sent.get("since"), sent.get("until")
    if sent["noticed_at"] > timezone.now():
        raise Invalid([{"pointer": "/noticed_at", "detail": str(NOT_YET)}])
    if since and until and until < since:
        raise Invalid([{"pointer": "/until", "detail": str(BACKWARDS)}])


def _shown(row: BreachRow, status: int = 200) -> Response:
    location = f"/api/v1/breaches/{row.pk}/" if status == 201 else ""
    return given(BreachWithEntries(row).data, version=row.version, status=status, location=location)
