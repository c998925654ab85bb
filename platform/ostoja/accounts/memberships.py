"""What a person may do, and on whose behalf: one query, kept on the user for the request."""

import json
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.postgres.fields import ArrayField
from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import JSONObject

from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, SUPPORT, Role
from ostoja.accounts.models import Membership, User
from tenants.fence.remembered import Remembered
from tenants.fence.rows import refuse_foreign_row

HELD = Remembered(lambda value: Membership.objects.select_related("group").filter(user=value))


def memberships_of(user: User) -> list[Membership]:
    """The person's roles; read once for each user object."""
    known: list[Membership] | None = getattr(user, "_known_memberships", None)
    if known is None:
        refuse_foreign_row(user)
        remembered = getattr(user, "_remembered", None)
        if remembered is not None:
            known = [_membership(user, **facts) for facts in remembered]
        else:
            known = list(HELD.rows(user.pk)) if _may_hold(user) else []
        user._known_memberships = known  # type: ignore[attr-defined]
    return known


def _may_hold(user: User) -> bool:
    """Nobody who was switched off, and no visitor, whatever rows name them."""
    return user.is_active and not user.is_visitor


def _held(user: User) -> Iterator[tuple[frozenset[Permission], int | None]]:
    """What each role permits, with the group for which it is held; no rows are made for that."""
    remembered = getattr(user, "_remembered", None)
    if remembered is None:
        return ((ROLES[Role(one.role)], one.group_id) for one in memberships_of(user))
    return ((ROLES[Role(facts["role"])], facts["group"]) for facts in remembered)


def know_memberships(people: Iterable[User]) -> None:
    """Read the roles of many people in one query, before each of them is asked for."""
    asked = {one.pk: one for one in people if not hasattr(one, "_known_memberships")}
    if not asked:
        return
    found: dict[UUID, list[Membership]] = {pk: [] for pk in asked}
    for membership in Membership.objects.filter(user__in=asked).select_related("group"):
        found[membership.user_id].append(membership)
    for pk, user in asked.items():
        user._known_memberships = found[pk] if _may_hold(user) else []  # type: ignore[attr-defined]


class HeldBy(Subquery):
    """What ``memberships_of`` reads, for a query that finds the person along with other things.

    ``person`` is where the query has their key; ``remember`` takes what it finds.
    """

    template = "ARRAY(%(subquery)s)::text[]"

    def __init__(self, person: str) -> None:
        facts = JSONObject(pk="pk", role="role", group="group_id", name="group__name")
        held = Membership.objects.filter(user=OuterRef(person)).values_list(facts)
        super().__init__(held, output_field=ArrayField(TextField()))


def remember(user: User, found: list[str]) -> None:
    """Keep what ``HeldBy`` found on the user for the request."""
    facts = [json.loads(one) for one in found] if _may_hold(user) else []
    user._remembered = facts  # type: ignore[attr-defined]


def _membership(user: User, pk: str, role: str, group: int | None, name: str) -> Membership:
    facts = {"id": UUID(pk), "user_id": user.pk, "role": role, "group_id": group}
    found = Membership.from_db(None, list(facts), list(facts.values()))
    if group is not None:
        found.group = Group.from_db(None, ["id", "name"], [group, name])
    return found


def holds(user: User | AnonymousUser, permission: Permission) -> bool:
    """Whether any of the person's roles has this permission."""
    if not isinstance(user, User):
        return False
    if user.is_visitor:
        return permission in SUPPORT
    return any(permission in permitted for permitted, _group in _held(user))


def groups_with(user: User, permission: Permission) -> list[int]:
    """The ids of the groups on whose behalf the person has this permission."""
    return [
        group for permitted, group in _held(user) if group is not None and permission in permitted
    ]


def roles_of(user: User) -> set[Role]:
    """The person's roles, wherever they hold them."""
    return {Role(one.role) for one in memberships_of(user)}


def people_who_hold(permission: Permission) -> list[User]:
    """Everybody with a role that has this permission, for letters to them."""
    roles = [role for role, held in ROLES.items() if permission in held]
    people = User.objects.filter(is_active=True, memberships__role__in=roles)
    return list(people.distinct().order_by("email"))
