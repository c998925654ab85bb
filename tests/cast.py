"""The fixed cast of the tests: the same people in every city, and the bodies they act for."""

import time
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from casework.partners.models import Organisation
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from ostoja.ui.polish_order import polish_sort_key

PASSWORD = "correct horse battery staple"
CITY_WIDE = {Role.CITY_ADMIN, Role.DPO, Role.ANALYST, Role.CONCEPT_AUTHOR, Role.INTERVIEWER}


def make_organisation(key: str, name: str, *roles: str) -> Organisation:
    """A body of the present city, with its group."""
    [organisation] = make_organisations([(key, name, roles)])
    return organisation


def make_organisations(rows: list[tuple[str, str, tuple[str, ...]]]) -> list[Organisation]:
    """Bodies with a key, a name and roles each, and with their groups."""
    groups = Group.objects.bulk_create([Group(name=key) for key, _, _ in rows])
    return Organisation.objects.bulk_create(
        [
            Organisation(
                key=key,
                name=name,
                sort_key=polish_sort_key(name),
                kind="institution",
                roles=list(roles),
                group=group,
            )
            for (key, name, roles), group in zip(rows, groups, strict=True)
        ]
    )


def make_person(role: Role, organisation: Organisation | None = None, email: str = "") -> User:
    """A member of staff with one role, who can sign in."""
    [person] = make_people([(role, organisation, email)])
    return person


def make_people(rows: list[tuple[Role, Organisation | None, str]]) -> list[User]:
    """People with a role, a body and an address each."""
    people = [
        User(email=email or f"{role}@city.example", full_name=f"{role} person")
        for role, _, email in rows
    ]
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        [
            Membership(user=person, role=role, group=body.group if body else None)
            for person, (role, body, _) in zip(people, rows, strict=True)
        ]
    )
    return people


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
    """Make the cast in the city that was entered; most tests begin so, and few statements do it."""
    coordinating, centre, partner, other = make_organisations(
        [
            ("coordinating", "Ośrodek koordynujący", ("coordinator",)),
            ("centre", "Ośrodek kryzysowy", ("crisis_centre",)),
            ("partner", "Fundacja Łąka", ("partner", "member")),
            ("other", "Stowarzyszenie Żuraw", ("partner", "member")),
        ]
    )
    people = {
        "consultant": (Role.CONSULTANT, centre, ""),
        "colleague": (Role.CONSULTANT, centre, "colleague@city.example"),
        "supervisor": (Role.SUPERVISOR, centre, ""),
        "coordinator": (Role.COORDINATOR, coordinating, ""),
        "partner_worker": (Role.PARTNER_WORKER, partner, ""),
        "stranger": (Role.PARTNER_WORKER, other, "stranger@city.example"),
        "member": (Role.COALITION_MEMBER, partner, ""),
        "animator": (Role.ANIMATOR, other, ""),
        "administrator": (Role.CITY_ADMIN, None, ""),
        "officer": (Role.DPO, None, ""),
        "analyst": (Role.ANALYST, None, ""),
    }
    made = make_people(list(people.values()))
    return Cast(coordinating, centre, partner, other, **dict(zip(people, made, strict=True)))


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
