"""Who the token acts for, and how far it reaches."""

from typing import ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import token_in
from api.fields import Shown
from api.openapi.operations import operation
from api.resources import Resource, given
from ostoja.access.roles import Role
from ostoja.accounts.memberships import memberships_of


class MyRole(Shown):
    """A role of the person; ``organisation`` is the key of the body it is held for, if any."""

    role = serializers.ChoiceField(choices=Role.choices())
    organisation = serializers.CharField(
        source="group.name", default=None, allow_null=True, help_text="Key of the organisation."
    )


class Me(Shown):
    """The person and the token."""

    id = serializers.UUIDField(source="user.id")
    full_name = serializers.CharField(source="user.full_name")
    email = serializers.CharField(source="user.email")
    language = serializers.CharField(source="user.language")
    roles = MyRole(many=True)
    scopes = serializers.ListField(
        child=serializers.CharField(), help_text="What the token may be used for."
    )
    expires_at = serializers.DateTimeField(help_text="When the token ends.")

    example: ClassVar = {
        "id": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "full_name": "Anna Przykładowa",
        "email": "partner-worker@gdansk.example",
        "language": "pl",
        "roles": [{"role": "partner-worker", "organisation": "fundacja"}],
        "scopes": ["write"],
        "expires_at": "2027-02-20T09:00:00+01:00",
    }


class MeView(Resource):
    """Answers to every token that works, whatever its scope."""

    tag = "me"

    @operation(
        "Who the token acts for",
        "The first thing to ask: whether the token works, for whom, and what for.",
        gives=Me,
    )
    def retrieve(self, request: Request) -> Response:
        token = token_in(request)
        facts = {
            "user": self.user,
            "roles": memberships_of(self.user),
            "scopes": token.scopes if token else [],
            "expires_at": token.expires_at if token else None,
        }
        return given(Me(facts).data)
