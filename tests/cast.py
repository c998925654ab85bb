"""The fixed cast of the tests: the same people in every city, and the bodies they act for."""

import time
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from casework.partners.models import Organisation
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User

PASSWORD = "correct horse battery staple"
CITY_WIDE = {Role.CITY_ADMIN, Role.DPO, Role.ANALYST, Role.CONCEPT_AUTHOR, Role.INTERVIEWER}


def make_organisation(key: str, name: str, *roles: str) -> Organisation:
    """A body of the present city, with its group."""
    group = Group.objects.create(name=key)
    return Organisation.objects.create(
        key=key,
        name=name,
        sort_key=name.lower(),
        kind="institution",
        roles=list(roles),
        group=group,
    )


def make_person(role: Role, organisation: Organisation | None = None, email: str = "") -> User:
    """A member of staff with one role, who can sign in."""
    email = email or f"{role}@city.example"
    user = User(email=email, full_name=f"{role} person")
    user.set_unusable_password()
    user.save()
    group = None if organisation is None else organisation.group
    Membership.objects.create(user=user, role=role, group=group)
    return user


@dataclass
class Cast:
    """Everybody in one city. ``colleague`` works beside the consultant; ``stranger`` is a
    worker of another partner.
    """

    coordinating: Organisation
    centre: Organisation
    partner: Organisation
    other_partner: Organisation
    consultant: User
    colleague: User
    supervisor: User
    coordinator: User
    partner_worker: User
    stranger: User
    member: User
    animator: User
    administrator: User
    officer: User
    analyst: User


def make_cast() -> Cast:
    """Make the cast in the city that was entered."""
    coordinating = make_organisation("coordinating", "Ośrodek koordynujący", "coordinator")
    centre = make_organisation("centre", "Ośrodek kryzysowy", "crisis_centre")
    partner = make_organisation("partner", "Fundacja Łąka", "partner", "member")
    other = make_organisation("other", "Stowarzyszenie Żuraw", "partner", "member")
    return Cast(
        coordinating=coordinating,
        centre=centre,
        partner=partner,
        other_partner=other,
        consultant=make_person(Role.CONSULTANT, centre),
        colleague=make_person(Role.CONSULTANT, centre, "colleague@city.example"),
        supervisor=make_person(Role.SUPERVISOR, centre),
        coordinator=make_person(Role.COORDINATOR, coordinating),
        partner_worker=make_person(Role.PARTNER_WORKER, partner),
        stranger=make_person(Role.PARTNER_WORKER, other, "stranger@city.example"),
        member=make_person(Role.COALITION_MEMBER, partner),
        animator=make_person(Role.ANIMATOR, other),
        administrator=make_person(Role.CITY_ADMIN),
        officer=make_person(Role.DPO),
        analyst=make_person(Role.ANALYST),
    )


@pytest.fixture
def cast(gdansk: None) -> Cast:
    """The cast in Gdańsk; the test runs there."""
    return make_cast()


def browser_of(user: User | None, slug: str = "gdansk") -> Client:
    """A test client on the city's host, signed in with password and second factor."""
    client = Client(HTTP_HOST=f"{slug}.localhost")
    if user is not None:
        sign_in(client, user)
    return client


def sign_in(client: Client, user: User) -> None:
    """Sign in as after password and second factor (the city must be entered)."""
    from allauth.account.internal.flows import login
    from allauth.mfa.models import Authenticator

    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
    )
    client.force_login(user)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
