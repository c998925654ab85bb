"""Changing what people may do: roles, switching an account off and on."""

from django.contrib.auth.models import Group

from ostoja.access.roles import Role
from ostoja.accounts import handover, second_factor
from ostoja.accounts.actions.sign_in import end_sessions
from ostoja.accounts.models import Membership, User
from ostoja.accounts.notices import tell
from ostoja.accounts.on_sockets import ask_again
from ostoja.audit import action, record


class LastAdministrator(Exception):
    """The city would be left without anybody who can manage its people."""


@action
def add_role(*, user: User, role: Role, group: Group | None, by: User) -> Membership:
    """Give a person a role: city-wide without a group, else on behalf of its organisation."""
    membership, _is_new = Membership.objects.get_or_create(user=user, role=role, group=group)
    record("role.added", by=by, on=user, role=role.value)
    ask_again(user.pk)
    return membership


@action
def remove_role(*, membership: Membership, by: User) -> None:
    """Take a role from a person; raises ``LastAdministrator``."""
    _refuse_to_lose_the_last_administrator(besides=membership)
    record("role.removed", by=by, on=membership.user, role=membership.role)
    membership.delete()
    ask_again(membership.user_id)


@action
def change_own_details(*, user: User, full_name: str, language: str, by: User) -> User:
    """A person's own name and language."""
    user.full_name = full_name
    user.language = language
    user.save(update_fields=["full_name", "language"])
    record("person.details_changed", by=by, on=user)
    return user


@action
def switch_shortcuts(*, user: User, are_on: bool, by: User) -> User:
    """Whether single keys move the person about (WCAG 2.1.4: they can be switched off)."""
    user.shortcuts = are_on
    user.save(update_fields=["shortcuts"])
    record("person.details_changed", by=by, on=user)
    return user


@action
def choose_display(*, user: User, display: str, by: User) -> User:
    """How pages look and behave for this person, on every device; empty: as the device has it."""
    user.display = display
    user.save(update_fields=["display"])
    record("person.details_changed", by=by, on=user)
    return user


@action
def deactivate(*, user: User, by: User) -> User:
    """Switch an account off: sessions end, open work goes back to the person's team.

    Raises ``LastAdministrator``.
    """
    administrator = user.memberships.filter(role=Role.CITY_ADMIN).first()
    if administrator is not None:
        _refuse_to_lose_the_last_administrator(besides=administrator)
    # Rows that name this person may be written meanwhile: waiting for them could be a deadlock.
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    tell(row, "switched_off")  # first: nobody is told anything who is switched off
    row.is_active = False
    row.save(update_fields=["is_active"])
    for work in handover.kinds():
        work.hand_over(row, by)
    end_sessions(user=row, by=by)
    record("person.deactivated", by=by, on=row)
    return row


@action
def reactivate(*, user: User, by: User) -> User:
    """Switch an account on again, with the roles it had."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("person.reactivated", by=by, on=user)
    return user


@action
def reset_second_factor(*, user: User, by: User | None) -> User:
    """For a person who lost the telephone and the codes: they set up a new one at sign-in."""
    second_factor.remove(user)
    end_sessions(user=user, by=by)
    tell(user, "second_factor_reset")
    record("second_factor.reset", by=by, on=user)
    return user


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could manage the city's people."""
    administrators = _administrators()
    return bool(administrators) and all(one.user_id == user.pk for one in administrators)


def _refuse_to_lose_the_last_administrator(besides: Membership) -> None:
    """Locks the administrators' rows, so that two of them cannot remove each other at once."""
    if besides.role != Role.CITY_ADMIN or not besides.user.is_active:
        return
    rows = _administrators(lock=True)
    if all(one.user_id == besides.user_id for one in rows):
        raise LastAdministrator


def _administrators(*, lock: bool = False) -> list[Membership]:
    rows = Membership.objects.filter(role=Role.CITY_ADMIN, user__is_active=True).order_by("pk")
    return list(rows.select_for_update() if lock else rows)
