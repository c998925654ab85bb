"""Reading about people: who they are, what is waiting, where they are signed in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, Expression, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Collate, Lower, Replace
from django.utils import timezone
from django.utils.functional import Promise

from ostoja.access.roles import Role
from ostoja.accounts import organisations
from ostoja.accounts.actions.invitations import token_hash
from ostoja.accounts.models import Invitation, Membership, User

POLISH_LETTERS = {
    "ą": "a~",
    "ć": "c~",
    "ę": "e~",
    "ł": "l~",
    "ń": "n~",
    "ó": "o~",
    "ś": "s~",
    "ź": "z~",
    "ż": "z~~",
}


@dataclass(frozen=True)
class HeldRole:
    """A role of a person with the name of the body for which they hold it."""

    membership: Membership
    label: str | Promise
    organisation: str


def people(*, name: str = "", role: str = "", is_active: bool | None = None) -> QuerySet[User]:
    """The people of the city that fit, with their memberships, by name."""
    found = User.objects.of_the_city().prefetch_related("memberships")
    found = found.order_by(_in_polish("full_name"), "email")
    if name:
        found = found.filter(Q(full_name__icontains=name) | Q(email__icontains=name))
    if role:
        found = found.filter(Exists(Membership.objects.filter(user=OuterRef("pk"), role=role)))
    if is_active is not None:
        found = found.filter(is_active=is_active)
    return found


def _in_polish(field: str) -> Expression:
    """Ł after L and before M, whatever collation the database has."""
    text: Any = Lower(field)
    for letter, place in POLISH_LETTERS.items():
        text = Replace(
            Replace(text, Value(letter), Value(place)), Value(letter.upper()), Value(place)
        )
    return Collate(text, "C")


def roles_held(user: User, names: dict[int, str]) -> list[HeldRole]:
    """The person's roles in the order of the roles; ``names`` is ``organisation_names()``."""
    order = list(Role)
    held = sorted(user.memberships.all(), key=lambda one: order.index(Role(one.role)))
    return [
        HeldRole(one, Role(one.role).label, names.get(one.group_id, "") if one.group_id else "")
        for one in held
    ]


def organisation_names() -> dict[int, str]:
    """The name of each body by the id of its group."""
    return dict(organisations.labels())


def invitations_waiting() -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor revoked, newest first; some have run out."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-created_at")


def invitation_with(token: str) -> Invitation | None:
    """The invitation of this link, whatever became of it."""
    found = Invitation.objects.filter(token_hash=token_hash(token))
    return found.select_related("group").first()


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where the person is signed in now, newest first."""
    live = Session.objects.filter(
        session_key=OuterRef("session_key"), expire_date__gt=timezone.now()
    )
    found: QuerySet[UserSession] = UserSession.objects.filter(Exists(live), user_id=user.pk)
    return found.order_by("-created_at")


def session_of(user: User, pk: int) -> UserSession | None:
    """One session of this person."""
    return sessions_of(user).filter(pk=pk).first()


def person_with(pk: UUID) -> User | None:
    """One person of the city with their memberships."""
    return User.objects.of_the_city().prefetch_related("memberships").filter(pk=pk).first()
