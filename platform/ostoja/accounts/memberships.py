"""What a person may do, and on whose behalf: one query, kept on the user for the request."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.accounts.models import Membership, User


def memberships_of(user: User) -> list[Membership]:
    """The person's roles; read once for each user object."""
    known: list[Membership] | None = getattr(user, "_known_memberships", None)
    if known is None:
        known = list(user.memberships.select_related("group")) if user.is_active else []
        user._known_memberships = known  # type: ignore[attr-defined]
    return known


def know_memberships(people: Iterable[User]) -> None:
    """Read the roles of many people in one query, before each of them is asked for."""
    asked = {one.pk: one for one in people if not hasattr(one, "_known_memberships")}
    if not asked:
        return
    found: dict[UUID, list[Membership]] = {pk: [] for pk in asked}
    for membership in Membership.objects.filter(user__in=asked).select_related("group"):
        found[membership.user_id].append(membership)
    for pk, user in asked.items():
        user._known_memberships = found[pk] if user.is_active else []  # type: ignore[attr-defined]


def holds(user: User | AnonymousUser, permission: Permission) -> bool:
    """Whether any of the person's roles has this permission."""
    if not isinstance(user, User):
        return False
    return any(permission in ROLES[Role(one.role)] for one in memberships_of(user))


def groups_with(user: User, permission: Permission) -> list[int]:
    """The ids of the groups on whose behalf the person has this permission."""
    return [
        one.group_id
        for one in memberships_of(user)
        if one.group_id is not None and permission in ROLES[Role(one.role)]
    ]


def roles_of(user: User) -> set[Role]:
    """The person's roles, wherever they hold them."""
    return {Role(one.role) for one in memberships_of(user)}


def people_who_hold(permission: Permission) -> list[User]:
    """Everybody with a role that has this permission, for letters to them."""
    roles = [role for role, held in ROLES.items() if permission in held]
    people = User.objects.filter(is_active=True, memberships__role__in=roles)
    return list(people.distinct().order_by("email"))
