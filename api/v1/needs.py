"""The city's list of needs."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Shown, Texts
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.partners.models import Need as NeedRow


class Need(Shown):
    """One kind of need, with its name in the city's languages."""

    id = serializers.UUIDField()
    key = serializers.CharField(help_text="Stays the same for good.")
    name = Texts()
    response_hours = serializers.IntegerField(
        help_text="Hours that a partner has to answer a referral of this need."
    )

    example: ClassVar = {
        "id": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10",
        "key": "psychological",
        "name": {"pl": "pomoc psychologiczna", "en": "psychological help"},
        "response_hours": 72,
    }


class NeedView(Resource):
    """Public: the same list that residents choose from."""

    tag = "needs"
    part = "directory"
    is_public = True
    ordering = ("key",)

    @operation("List the needs", "What people need, as this city lists it.", gives=Need, page=True)
    def list(self, request: Request) -> Response:
        return self.page(NeedRow.objects.all(), Need)

    @operation("Read a need", gives=Need)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(Need(get_object_or_404(NeedRow, pk=pk)).data)
