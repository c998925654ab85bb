"""The one door to every object: what a person may not see does not exist for them.

Object grants are django-guardian rows in direct foreign-key tables, given to the groups of
organisations. A person passes when one of their roles holds the permission *and* the group
for which they hold that role has the grant. Guardian is used nowhere else.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as AuthPermission
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from guardian.utils import get_group_obj_perms_model

from ostoja.access.permissions import Permission
from ostoja.access.shared import ReadBy, SharedModel, add_reader, remove_reader
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User

Thing = TypeVar("Thing", bound=Model)
View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in: what the views behind this door are given."""

    user: User


def _grants_on(model: type[Model]) -> Any:
    """The rows that say which group may do what with which object of this model."""
    return get_group_obj_perms_model(cast("Any", model))._default_manager


def visible_to(user: User, things: QuerySet[Thing], permission: Permission) -> QuerySet[Thing]:
    """Those of ``things`` for which one of the person's groups was given the permission.

    For the permission to see a shared object this is its own list of readers, which an index
    answers; for every other one the grants are asked.
    """
    if getattr(things.model, "sight", None) == permission:
        return _open_to(user, things.filter(ReadBy(groups_with(user, permission))))
    return _granted(user, things, permission)


def _open_to(user: User, things: QuerySet[Thing]) -> QuerySet[Thing]:
    """Without those from which the person is kept by name (decision 0066)."""
    model: Any = things.model
    condition = model.open_to(user.pk) if issubclass(model, SharedModel) else None
    return things if condition is None else things.filter(condition)


def _granted(user: User, things: QuerySet[Thing], permission: Permission) -> QuerySet[Thing]:
    grants = _grants_on(things.model).filter(
        content_object=OuterRef("pk"),
        group__in=groups_with(user, permission),
        permission__codename=permission.codename,
        permission__content_type__app_label=permission.app_label,
    )
    return _open_to(user, things.filter(Exists(grants)))


def object_for(user: User, things: QuerySet[Thing], pk: UUID, permission: Permission) -> Thing:
    """The one object, or ``Http404``: forbidden and absent look the same."""
    found = _granted(user, things.filter(pk=pk), permission).first()
    if found is None:
        raise Http404
    return found


def grant(group: Group, thing: Model, *permissions: Permission) -> None:
    """Let the group's people do this with this object, as far as their roles allow it."""
    if not permissions:
        return
    grants, wanted = _grants_on(type(thing)), [given.codename for given in permissions]
    known = AuthPermission.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), codename__in=wanted
    )
    rows = [grants.model(group=group, content_object=thing, permission=one) for one in known]
    if len(rows) != len(set(wanted)):
        raise AuthPermission.DoesNotExist
    grants.bulk_create(rows, ignore_conflicts=True)
    if isinstance(thing, SharedModel) and thing.sight in permissions:
        add_reader(thing, group.pk)


def revoke(group: Group, thing: Model, *permissions: Permission) -> None:
    """Take it back; nothing happens where nothing was given."""
    if not permissions:
        return
    given = _grants_on(type(thing)).filter(group=group, content_object=thing)
    given.filter(permission__codename__in=[one.codename for one in permissions]).delete()
    if isinstance(thing, SharedModel) and thing.sight in permissions:
        remove_reader(thing, group.pk)


def groups_granted(thing: Model, permission: Permission) -> list[Group]:
    """The groups that were given this permission on this object."""
    rows = _grants_on(type(thing)).filter(
        content_object=thing, permission__codename=permission.codename
    )
    return [row.group for row in rows.select_related("group").order_by("group__name")]


def groups_by_permission(thing: Model) -> dict[Permission, set[int]]:
    """All that was granted on this object: permission to the ids of groups, in one query."""
    rows = _grants_on(type(thing)).filter(content_object=thing)
    found: dict[Permission, set[int]] = {}
    app_label = thing._meta.app_label
    for codename, group_id in rows.values_list("permission__codename", "group_id"):
        found.setdefault(Permission(f"{app_label}.{codename}"), set()).add(group_id)
    return found


def permissions_on(user: User, things: Iterable[Model]) -> dict[UUID, frozenset[Permission]]:
    """What the person may do with each of these objects of one model, in one query."""
    listed = list(things)
    if not listed:
        return {}
    found: dict[UUID, set[Permission]] = {thing.pk: set() for thing in listed}
    app_label = listed[0]._meta.app_label
    rows = _grants_on(type(listed[0])).filter(content_object__in=found)
    for pk, codename, group in rows.values_list(
        "content_object_id", "permission__codename", "group_id"
    ):
        permission = Permission(f"{app_label}.{codename}")
        if group in groups_with(user, permission):
            found[pk].add(permission)
    return {pk: frozenset(permissions) for pk, permissions in found.items()}


def staff_only(view: View) -> View:
    """Only for people who have signed in; others are sent to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def requires(permission: Permission) -> Callable[[View], View]:
    """Only for people with a role that holds the permission; for other staff it is absent."""

    def decorate(view: View) -> View:
        @wraps(view)
        @staff_only
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not holds(request.user, permission):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
