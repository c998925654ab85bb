"""Deletions of cities: who asked, how far they are, asking for one and taking it back.

Nothing here confirms one: a token shows no second factor, and one program may hold two people's.
"""

from typing import Any, ClassVar

import django_filters
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Flag, Nothing, Shown, Text
from api.openapi.operations import operation
from api.operators.selectors import city_named
from api.problems import Invalid, Refused
from api.resources import Resource, given
from tenants.deletions.asking import DeletionRefused, ask_for_deletion, withdraw_deletion
from tenants.safekeeping.models import Deletion as DeletionRow
from tenants.safekeeping.models import DeletionState

ANOTHER_CITY = _("This is not the short name of the city in the address.")


class Deletion(Shown):
    """A city's deletion, from the wish to the certificate; it outlives the city."""

    city = serializers.CharField(source="slug", help_text="Its short name.")
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=DeletionState.choices)
    asked_by = serializers.CharField(source="asked_by_name")
    asked_at = serializers.DateTimeField()
    confirmed_by = serializers.CharField(
        source="confirmed_by_name",
        help_text="Another operator, on the console or at the terminal; empty until then.",
    )
    due_at = serializers.DateTimeField(allow_null=True, help_text="When it is carried out.")
    withdrawn_by = serializers.CharField(source="withdrawn_by_name")
    done_at = serializers.DateTimeField(allow_null=True)
    key_mark = serializers.CharField(help_text="Tells which key was destroyed.")
    export_sha256 = serializers.CharField(help_text="Of the last export; empty: none was wanted.")
    error = serializers.CharField(help_text="Why it could not be carried out yet.")

    example: ClassVar = {
        "city": "sopot",
        "name": "Sopot",
        "state": "asked",
        "asked_by": "Ewa Lis",
        "asked_at": "2026-11-22T10:00:00+01:00",
        "confirmed_by": "",
        "due_at": None,
        "withdrawn_by": "",
        "done_at": None,
        "key_mark": "",
        "export_sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "error": "",
    }


class DeletionToAsk(Body):
    """Which city is meant, once more, and whether its data are kept by somebody."""

    slug = Text(max_length=30, help_text="The same as in the address: so no wrong city is meant.")
    without_export = Flag(
        required=False,
        help_text="true: nobody wants an export, though there is none of the last weeks.",
    )

    example: ClassVar = {"slug": "sopot"}


class DeletionFilter(django_filters.FilterSet):
    """Which deletions to list."""

    city = django_filters.CharFilter(
        field_name="slug", max_length=30, help_text="Slug of the city, also of one that is gone."
    )
    state = django_filters.ChoiceFilter(choices=DeletionState.choices, help_text="Only these.")


class DeletionView(Resource):
    """All deletions; ``deletions:write`` is named in a token, ``write`` does not reach so far."""

    tag = "deletions"
    part = "deletions"
    ordering = ("-asked_at", "-id")
    filters = DeletionFilter

    @operation("List the deletions", "The newest first, with certificates.", gives=Deletion,
               page=True)  # fmt: skip
    def list(self, request: Request) -> Response:
        return self.page(DeletionRow.objects.all(), Deletion)

    @operation(
        "Ask for a city's deletion",
        "Nothing happens to the city until another operator confirms it with a second factor, on "
        "the console or at the terminal; no program can do that.",
        takes=DeletionToAsk,
        gives=Deletion,
        status=201,
    )
    def ask(self, request: Request, slug: str) -> Response:
        sent = self.body(DeletionToAsk)
        if sent["slug"] != city_named(slug).slug:
            raise Invalid([{"pointer": "/slug", "detail": str(ANOTHER_CITY)}])
        without = sent.get("without_export", False)
        done = self._decided(ask_for_deletion, slug=slug, without_export=without)
        return given(Deletion(done).data, status=201)

    @operation(
        "Withdraw a city's deletion",
        "While it waits: the city is as it was before.",
        takes=Nothing,
        gives=Deletion,
    )
    def withdraw(self, request: Request, slug: str) -> Response:
        self.body(Nothing)
        city_named(slug)
        return given(Deletion(self._decided(withdraw_deletion, slug=slug)).data)

    def _decided(self, decide: Any, **facts: Any) -> DeletionRow:
        try:
            with transaction.atomic():
                decided: DeletionRow = decide(by=self.user, **facts)
        except DeletionRefused as error:
            raise Refused(409, str(error)) from None
        return decided
