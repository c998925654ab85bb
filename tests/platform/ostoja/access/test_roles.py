"""Roles as data: everybody can do something, nobody can do too much, and each has its words."""

import re

import pytest
from django.apps import apps

from ostoja.access.permissions import Permission
from ostoja.access.roles import CITY_WIDE, HINTS, LABELS, OF_ORGANISATIONS, ROLES, Role
from ostoja.accounts.memberships import groups_with, holds, memberships_of, roles_of
from ostoja.accounts.models import Membership, User
from tests.cast import Cast

OF_CASES = {one for one in Permission if one.app_label in {"cases", "referrals", "intake"}}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_name_a_purpose_and_permissions(role: Role) -> None:
    assert str(LABELS[role]) == str(role.label)
    assert str(HINTS[role]) == str(role.hint)
    assert ROLES[role]


def test_every_permission_is_held_by_some_role() -> None:
    assert set(Permission) == frozenset().union(*ROLES.values())


def test_whoever_manages_people_or_reads_the_audit_sees_no_case() -> None:
    for permission in (Permission.PEOPLE_MANAGE, Permission.AUDIT_VIEW):
        for role, permissions in ROLES.items():
            assert permission not in permissions or not permissions & _about_clients(), role


def _about_clients() -> set[Permission]:
    of_the_city = {"intake.entrypoint", "intake.mailbox", "intake.cannedreply"}
    found = {one for one in OF_CASES if re.sub("[a-z]+_", "", one.value) not in of_the_city}
    # For an hour, with a reason that others are told of: decision 0066.
    return found - {Permission.CASE_BREAK_GLASS}


def test_only_administrators_manage_people() -> None:
    holders = {role for role, held in ROLES.items() if Permission.PEOPLE_MANAGE in held}
    assert holders == {Role.CITY_ADMIN}


def test_no_role_is_both_city_wide_and_of_an_organisation() -> None:
    assert not CITY_WIDE & OF_ORGANISATIONS
    for role in Role:
        assert role.is_city_wide == (role in CITY_WIDE)
        assert role.needs_organisation == (role in OF_ORGANISATIONS)


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_belongs_to_a_model(permission: Permission) -> None:
    assert f"{permission.app_label}.{permission.codename}" == permission.value
    known = {
        codename
        for model in apps.get_app_config(permission.app_label).get_models()
        for codename in _codenames(model)
    }
    assert permission.codename in known


def _codenames(model: type) -> set[str]:
    meta = model._meta  # type: ignore[attr-defined]
    given = {f"{verb}_{meta.model_name}" for verb in ("add", "change", "delete", "view")}
    return given | {codename for codename, _name in meta.permissions}


class TestMemberships:
    def test_a_permission_comes_with_the_groups_it_is_held_for(self, cast: Cast) -> None:
        assert holds(cast.consultant, Permission.CASE_OPEN)
        assert groups_with(cast.consultant, Permission.CASE_OPEN) == [cast.centre.group_id]
        assert groups_with(cast.consultant, Permission.PEOPLE_MANAGE) == []
        assert roles_of(cast.consultant) == {Role.CONSULTANT}

    def test_nobody_holds_nothing(self, cast: Cast) -> None:
        from django.contrib.auth.models import AnonymousUser

        assert not holds(AnonymousUser(), Permission.PARTNER_VIEW)

    def test_they_are_read_once(self, cast: Cast, django_assert_num_queries: object) -> None:
        user = User.objects.get(pk=cast.consultant.pk)
        with django_assert_num_queries(1):  # type: ignore[operator]
            for permission in Permission:
                holds(user, permission)
                groups_with(user, permission)

    def test_who_was_switched_off_has_none(self, cast: Cast) -> None:
        User.objects.update(is_active=False)
        assert memberships_of(User.objects.get(pk=cast.consultant.pk)) == []

    def test_one_role_is_held_once_for_one_body(self, cast: Cast) -> None:
        from django.db import IntegrityError, transaction

        for user in (cast.consultant, cast.administrator):
            held = user.memberships.get()
            with pytest.raises(IntegrityError), transaction.atomic():
                Membership.objects.create(user=user, role=held.role, group=held.group)
