"""Two people, or one with two browsers, doing the same at the very same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection

from ostoja.access.roles import Role
from ostoja.accounts import actions, lockout, second_factor
from ostoja.accounts.actions.invitations import InvitationClosed
from ostoja.accounts.actions.people import LastAdministrator
from ostoja.accounts.models import Membership, SignInFailure, User
from tenants.fence import entered
from tests.cast import make_person
from tests.platform.ostoja.accounts.people import code_of, give_second_factor, make_user

AT_ONCE = 8
REFUSALS = (InvitationClosed, LastAdministrator, ValidationError)


def all_at_once(work: Callable[[int], Any]) -> list[Any]:
    """What each of several threads that start together gave, or how it was refused."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        start.wait()
        with entered("gdansk"):
            try:
                return work(number)
            except REFUSALS as refusal:
                return refusal
            finally:
                connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def got_through(results: list[Any]) -> list[Any]:
    """Those that were not refused."""
    return [result for result in results if not isinstance(result, REFUSALS)]


@pytest.mark.usefixtures("committed_database")
class TestOneWins:
    def test_an_invitation_is_accepted_once(self) -> None:
        with entered("gdansk"):
            invitation, _token = actions.invite(
                email="ewa@city.example",
                full_name="",
                role=Role.ANALYST,
                group=None,
                language="pl",
                by=None,
            )
        results = all_at_once(
            lambda number: actions.accept_invitation(
                invitation=invitation, full_name=f"Ewa {number}", password="x"
            )
        )
        [winner] = got_through(results)
        with entered("gdansk"):
            assert User.objects.get(email="ewa@city.example") == winner
            assert Membership.objects.filter(user=winner).count() == 1

    def test_administrators_who_remove_each_other_leave_one(self) -> None:
        with entered("gdansk"):
            people = [
                make_person(Role.CITY_ADMIN, email=f"admin{number}@city.example")
                for number in range(AT_ONCE)
            ]
        results = all_at_once(
            lambda number: actions.deactivate(user=people[number], by=people[number - 1])
        )
        assert len(got_through(results)) == AT_ONCE - 1
        with entered("gdansk"):
            assert User.objects.filter(is_active=True, memberships__role="city-admin").count() == 1

    @pytest.mark.parametrize("kind", ["app", "recovery"])
    def test_a_code_lets_one_in(self, kind: str) -> None:
        with entered("gdansk"):
            user = make_user()
            code = code_of(give_second_factor(user))
            if kind == "recovery":
                row = Authenticator.objects.get(type="recovery_codes")
                code = row.wrap().get_unused_codes()[0]
        results = all_at_once(lambda _: second_factor.authenticator_for(user, code))
        assert sum(result is not None for result in results) == 1

    def test_recovery_codes_are_shown_to_one(self) -> None:
        with entered("gdansk"):
            user = make_user()
            give_second_factor(user)
        results = all_at_once(lambda _: second_factor.recovery_codes_once(user))
        assert sum(bool(result) for result in results) == 1


@pytest.mark.usefixtures("committed_database")
def test_attempts_side_by_side_do_not_slip_past_the_lock() -> None:
    results = all_at_once(lambda _: lockout.begin("anna@city.example"))
    assert len(got_through(results)) <= lockout.ATTEMPTS
    with entered("gdansk"):
        assert SignInFailure.objects.count() == len(got_through(results))
