"""The city's people, for its administrators: roles, invitations, switching off and on."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Id, Nothing, Shown, Text
from api.forms_of_rooms import checked
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.meetings import known
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts import actions, selectors
from ostoja.accounts.forms.people import AddRoleForm, InviteForm
from ostoja.accounts.models import Invitation as InvitationRow
from ostoja.accounts.models import Membership as MembershipRow
from ostoja.accounts.models import User


class Membership(Shown):
    """A role of a person; city-wide where ``organisation`` is null."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.choices())
    organisation = serializers.UUIDField(
        source="group.organisation.id", default=None, allow_null=True
    )


class Person(Shown):
    """Somebody who works in the city."""

    id = serializers.UUIDField()
    full_name = serializers.CharField()
    email = serializers.CharField()
    language = serializers.CharField()
    is_active = serializers.BooleanField(help_text="false: the account is switched off.")
    created_at = serializers.DateTimeField()
    memberships = Membership(many=True)

    example: ClassVar = {
        "id": "7d0c3f0e-58b1-4a0c-9c3e-6f5d6a1f2b11",
        "full_name": "Anna Przykładowa",
        "email": "anna@example.org",
        "language": "pl",
        "is_active": True,
        "created_at": "2026-11-01T08:00:00+01:00",
        "memberships": [
            {
                "id": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e91",
                "role": "partner-worker",
                "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
            }
        ],
    }


class NewRole(Body):
    """A role, and the organisation on whose behalf it is held."""

    role = Choice(choices=Role.choices())
    organisation = Id(required=False, allow_null=True)

    example: ClassVar = {
        "role": "partner-worker",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
    }


class Invitation(Shown):
    """A way in that nobody has used yet."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    full_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices())
    language = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()

    example: ClassVar = {
        "id": "7d8e9f0a-1b2c-4d3e-8f4a-5b6c7d8e9fa1",
        "email": "nowa@example.org",
        "full_name": "Nowa Osoba",
        "role": "consultant",
        "language": "pl",
        "created_at": "2026-11-22T08:00:00+01:00",
        "expires_at": "2026-11-29T08:00:00+01:00",
    }


class NewInvitation(NewRole):
    """Whom to invite, and to what; the link goes to the address."""

    full_name = Text(max_length=150)
    email = Text(max_length=254)
    language = Choice(choices=[(code, code) for code in settings.STAFF_LANGUAGES])

    example: ClassVar = {
        "full_name": "Nowa Osoba",
        "email": "nowa@example.org",
        "language": "pl",
        "role": "consultant",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
    }


class PersonFilter(django_filters.FilterSet):
    """Which people to list."""

    is_active = django_filters.BooleanFilter(help_text="false: only those switched off.")
    role = django_filters.ChoiceFilter(
        choices=Role.choices(), method="with_role", help_text="Only those with this role."
    )

    def with_role(self, rows: Any, name: str, value: str) -> Any:
        """One row for each person."""
        return rows.filter(Exists(MembershipRow.objects.filter(user=OuterRef("pk"), role=value)))


class PersonView(Resource):
    """Only for administrators."""

    tag = "people"
    part = "people"
    permission = Permission.PEOPLE_MANAGE
    ordering = ("email",)
    filters = PersonFilter

    @operation("List the people", "By e-mail address.", gives=Person, page=True)
    def list(self, request: Request) -> Response:
        return self.page(_people(), Person)

    @operation("Read a person", gives=Person)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(pk)

    @operation("Give a person a role", takes=NewRole, gives=Person)
    def add_role(self, request: Request, pk: UUID) -> Response:
        person, sent = _person(pk), self.body(NewRole)
        form = checked(AddRoleForm(_role_data(sent), user=person))
        actions.add_role(user=person, role=form.chosen_role, group=form.chosen_group, by=self.user)
        return _shown(pk)

    @operation(
        "Take a role away",
        "Refused for the city's only administrator.",
        takes=Nothing,
        gives=Person,
    )
    def remove_role(self, request: Request, pk: UUID, membership: UUID) -> Response:
        held = _person(pk).memberships.select_related("user").filter(pk=membership).first()
        if held is None:
            raise Http404
        self.body(Nothing)
        actions.remove_role(membership=held, by=self.user)
        return _shown(pk)

    @operation(
        "Switch an account off",
        "Sessions and tokens end, and open work goes back to the person's team.",
        takes=Nothing,
        gives=Person,
    )
    def deactivate(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        actions.deactivate(user=_person(pk), by=self.user)
        return _shown(pk)

    @operation("Switch an account on again", takes=Nothing, gives=Person)
    def reactivate(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        actions.reactivate(user=_person(pk), by=self.user)
        return _shown(pk)


class InvitationView(Resource):
    """Only for administrators."""

    tag = "people"
    part = "people"
    permission = Permission.PEOPLE_MANAGE
    ordering = ("-created_at", "-id")

    @operation("List the open invitations", gives=Invitation, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.invitations_waiting(), Invitation)

    @operation("Invite somebody", takes=NewInvitation, gives=Invitation, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(NewInvitation)
        form = checked(InviteForm(_role_data(sent)))
        made = actions.send_invitation(
            email=form.cleaned_data["email"],
            full_name=form.cleaned_data["full_name"],
            role=form.chosen_role,
            group=form.chosen_group,
            language=form.cleaned_data["language"],
            link=self._link,
            by=self.user,
        )
        return given(Invitation(made).data, status=201)

    @operation("Revoke an invitation", takes=Nothing, gives=Invitation)
    def revoke(self, request: Request, pk: UUID) -> Response:
        self.body(Nothing)
        found = get_object_or_404(InvitationRow, pk=pk)
        return given(Invitation(actions.revoke_invitation(invitation=found, by=self.user)).data)

    def _link(self, token: str, language: str) -> str:
        with translation.override(language):
            return self.request.build_absolute_uri(reverse("accept_invitation", args=[token]))


def _people() -> Any:
    return User.objects.of_the_city().prefetch_related("memberships__group__organisation")


def _role_data(sent: dict[str, Any]) -> dict[str, Any]:
    """The page's form names a body by its group."""
    data = dict(sent)
    wanted = data.pop("organisation", None)
    if wanted is not None:
        body = known(Organisation.objects.all(), wanted, "/organisation")
        data["organisation"] = str(body.group_id)
    return data


def _person(pk: UUID) -> User:
    found = selectors.person_with(pk)
    if found is None:
        raise Http404
    return found


def _shown(pk: UUID) -> Response:
    return given(Person(get_object_or_404(_people(), pk=pk)).data)
