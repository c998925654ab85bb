"""Who may work on the cases that a body leads."""

from collections.abc import Collection

from django.db.models import QuerySet

from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import User


def workers_of(groups: Collection[int]) -> QuerySet[User]:
    """Everybody with a role in one of these groups that lets them work on its cases."""
    return people_with(Permission.CASE_CHANGE, groups)


def people_with(permission: Permission, groups: Collection[int]) -> QuerySet[User]:
    """Everybody with a role in one of these groups that holds this permission."""
    roles = [role for role, permissions in ROLES.items() if permission in permissions]
    held = {"memberships__group__in": groups, "memberships__role__in": roles}
    return User.objects.filter(is_active=True, **held).order_by("full_name", "email").distinct()


def works_for(person: User, group: int) -> bool:
    """Whether this person may work on cases of the group."""
    return workers_of([group]).filter(pk=person.pk).exists()
