"""Two people, or one with two browsers, doing the same at the very same moment."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from fido2.cose import ES256
from fido2.utils import websafe_decode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from ostoja.access.roles import Role
from ostoja.accounts import actions, lockout, passkeys, second_factor
from ostoja.accounts.actions.invitations import AccountExists, InvitationClosed
from ostoja.accounts.actions.passkeys import LastFactor
from ostoja.accounts.actions.people import LastAdministrator
from ostoja.accounts.actions.sign_in import AlreadySetUp
from ostoja.accounts.forms.people import AcceptForm
from ostoja.accounts.forms.sign_in import _authenticator_for
from ostoja.accounts.models import Invitation, Membership, SignInFailure, User
from ostoja.accounts.passkeys import NewPasskey, PasskeyRefused
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.cast import make_person
from tests.platform.ostoja.accounts.people import client_on, code_of, give_second_factor, make_user

AT_ONCE = 8
REFUSALS = (
    AccountExists,
    AlreadySetUp,
    InvitationClosed,
    LastAdministrator,
    LastFactor,
    PasskeyRefused,
    ValidationError,
)


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


def new_passkey() -> NewPasskey:
    """The public half of some passkey."""
    private = ec.generate_private_key(ec.SECP256R1())
    key = ES256.from_cryptography_key(private.public_key())  # type: ignore[no-untyped-call]
    return NewPasskey(AttestedCredentialData.create(bytes(16), token_bytes(32), key), counter=1)


def invited(role: Role) -> Invitation:
    """An open invitation of Ewa."""
    facts: Any = {"email": "ewa@city.example", "full_name": "", "group": None, "language": "pl"}
    invitation, _token = actions.invite(role=role, by=None, **facts)
    return invitation


@pytest.mark.usefixtures("committed_database")
class TestOneWins:
    def test_an_invitation_is_accepted_once(self) -> None:
        with entered("gdansk"):
            invitation = invited(Role.ANALYST)
        results = all_at_once(
            lambda number: actions.accept_invitation(
                invitation=invitation, full_name=f"Ewa {number}", password="x"
            )
        )
        [winner] = got_through(results)
        with entered("gdansk"):
            assert User.objects.get(email="ewa@city.example") == winner
            assert Membership.objects.filter(user=winner).count() == 1

    def test_of_invitations_to_one_address_one_makes_the_account(self) -> None:
        with entered("gdansk"):
            invitations = [invited(role) for role in list(Role)[:AT_ONCE]]
        results = all_at_once(
            lambda number: actions.accept_invitation(
                invitation=invitations[number], full_name="Ewa", password="x"
            )
        )
        [winner] = got_through(results)
        assert sum(isinstance(result, AccountExists) for result in results) == AT_ONCE - 1
        with entered("gdansk"):
            ewas = Invitation.objects.filter(email="ewa@city.example")
            assert ewas.filter(accepted_at=None).count() == AT_ONCE - 1
            assert Membership.objects.get().user == winner

    def test_of_browsers_with_the_password_alone_one_sets_up_the_second_factor(self) -> None:
        with entered("gdansk"):
            user = make_user()
        secrets = [base64.b32encode(bytes([number] * 20)).decode() for number in range(AT_ONCE)]
        results = all_at_once(
            lambda number: (
                actions.set_up_second_factor(user=user, secret=secrets[number], by=user),
                number,
            )
        )
        [(has_codes, winner)] = got_through(results)
        assert has_codes
        with entered("gdansk"):
            assert second_factor.authenticator_for(user, code_of(secrets[winner]))

    def test_recovery_codes_made_at_once_replace_each_other(self) -> None:
        with entered("gdansk"):
            user = make_user()
            give_second_factor(user)
        results = all_at_once(lambda _: actions.make_recovery_codes(user=user, by=user))
        assert results == [None] * AT_ONCE
        with entered("gdansk"):
            assert Authenticator.objects.filter(type="recovery_codes").count() == 1

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

    def test_a_recovery_code_is_told_once(self) -> None:
        with entered("gdansk"):
            user = make_user()
            give_second_factor(user)
            [code, *_others] = (
                Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
            )
        results = all_at_once(lambda _: _authenticator_for(user, code))
        assert sum(result is not None for result in results) == 1
        with entered("gdansk"):
            assert OutboxMessage.objects.count() == 1

    def test_of_passkeys_removed_at_once_one_stays(self) -> None:
        with entered("gdansk"):
            user = make_user()
            rows = [
                second_factor.store_passkey(user, new_passkey(), str(number))[0]
                for number in range(AT_ONCE)
            ]
        results = all_at_once(
            lambda number: actions.remove_passkey(passkey=rows[number], user=user, by=user)
        )
        assert sum(isinstance(result, LastFactor) for result in results) == 1
        with entered("gdansk"):
            assert second_factor.has_second_factor(user)

    def test_of_browsers_with_the_password_alone_one_adds_a_passkey(self) -> None:
        with entered("gdansk"):
            user = make_user()
        results = all_at_once(
            lambda number: actions.add_passkey(
                user=user, passkey=new_passkey(), name=str(number), by=user
            )
        )
        assert len(got_through(results)) == 1

    def test_of_two_copies_of_a_passkey_one_gets_in(self) -> None:
        with entered("gdansk"):
            user = make_user()
            row, _has_codes = second_factor.store_passkey(user, new_passkey(), "x")
        data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP, 2)

        def answer(_number: int) -> Any:
            with transaction.atomic():
                locked = passkeys._locked(user.pk, websafe_decode(row.data["id"]))
                return passkeys._raise_counter(locked, data)

        assert all_at_once(answer).count(None) == 1

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


@pytest.mark.usefixtures("gdansk")
def test_who_got_an_account_by_another_invitation_is_asked_to_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen between the look at the address and the change itself."""
    facts: Any = {"email": "ewa@city.example", "full_name": "", "group": None, "language": "pl"}
    invitation, token = actions.invite(role=Role.DPO, by=None, **facts)

    def clean(form: AcceptForm) -> dict[str, Any]:
        make_user("ewa@city.example")
        return form.cleaned_data

    monkeypatch.setattr(AcceptForm, "clean", clean)
    path = f"/pl/staff/invitation/{token}/"
    answer = client_on().post(path, {"full_name": "Ewa", "password": "x"})
    assert answer["Location"] == path
    assert "Masz już konto" in client_on().get(path).content.decode()
    invitation.refresh_from_db()
    assert invitation.is_open
