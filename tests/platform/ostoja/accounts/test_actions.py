"""The actions: each leaves its row in the audit, and none of them personal data."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

from ostoja.access.roles import Role
from ostoja.accounts import actions
from ostoja.accounts.actions.invitations import token_hash
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence.sessions import SessionStore
from tests.cast import Cast
from tests.platform.ostoja.accounts.people import give_second_factor, make_user


def last_event() -> AuditEvent:
    """What was recorded last."""
    return AuditEvent.objects.latest("at")


def open_session(user: User) -> SessionBase:
    """A session of this person, as the list of sessions knows it."""
    session = SessionStore()
    session.create()
    UserSession.objects.create(
        user=user, ip="127.0.0.1", session_key=session.session_key, user_agent="x"
    )
    return session


class TestInvitations:
    def test_an_address_is_kept_in_small_letters(self, cast: Cast) -> None:
        invitation, token = actions.invite(
            email=" Ewa@City.Example ",
            full_name="Ewa",
            role=Role.CONSULTANT,
            group=cast.centre.group,
            language="pl",
            by=cast.administrator,
        )
        assert invitation.email == "ewa@city.example"
        assert bytes(invitation.token_hash) == token_hash(token)
        assert len(token) >= 43  # 256 bits
        event = last_event()
        assert (event.verb, event.details) == ("invitation.sent", {"role": "consultant"})
        assert "ewa" not in str(event.details)

    def test_without_a_mail_nothing_is_sent(self, cast: Cast) -> None:
        self.test_an_address_is_kept_in_small_letters(cast)
        assert not OutboxMessage.objects.exists()

    def test_the_new_person_acts_for_the_organisation(self, cast: Cast) -> None:
        self.test_an_address_is_kept_in_small_letters(cast)
        invitation = Invitation.objects.get(email="ewa@city.example")
        user = actions.accept_invitation(invitation=invitation, full_name="Ewa", password="x")
        held = user.memberships.get()
        assert (held.role, held.group) == ("consultant", cast.centre.group)
        assert (user.language, user.is_demo) == ("pl", False)
        assert last_event().actor_id == user.pk

    def test_a_role_one_has_already_is_not_doubled(self, cast: Cast) -> None:
        invitation, _token = actions.invite(
            email=cast.analyst.email,
            full_name="",
            role=Role.ANALYST,
            group=None,
            language="pl",
            by=cast.administrator,
        )
        actions.join_by_invitation(invitation=invitation, by=cast.analyst)
        assert Membership.objects.filter(user=cast.analyst).count() == 1

    def test_revoking_twice_keeps_the_first_time(self, cast: Cast) -> None:
        self.test_an_address_is_kept_in_small_letters(cast)
        invitation = Invitation.objects.get(email="ewa@city.example")
        first = actions.revoke_invitation(invitation=invitation, by=cast.administrator)
        second = actions.revoke_invitation(invitation=invitation, by=cast.administrator)
        assert first.revoked_at == second.revoked_at


class TestSignIn:
    def test_a_new_password_ends_all_other_sessions(self, gdansk: None) -> None:
        user = make_user()
        kept, *_others = (open_session(user) for _ in range(3))
        stranger = open_session(make_user("b@city.example"))
        actions.change_password(
            user=user, password="new", session_to_keep=kept.session_key, by=user
        )
        left = set(Session.objects.values_list("session_key", flat=True))
        assert left == {kept.session_key, stranger.session_key}
        assert UserSession.objects.filter(user=user).count() == 1
        assert user.check_password("new")
        assert last_event().details == {}

    def test_a_reset_ends_all_sessions(self, gdansk: None) -> None:
        user = make_user()
        open_session(user)
        actions.change_password(user=user, password="new", session_to_keep=None, by=user)
        assert not Session.objects.exists()

    def test_ending_one_session(self, gdansk: None) -> None:
        user = make_user()
        first, second = open_session(user), open_session(user)
        row = UserSession.objects.get(session_key=first.session_key)
        actions.end_session(session=row, by=user)
        assert Session.objects.get().session_key == second.session_key
        assert (last_event().verb, last_event().object_id) == ("session.ended", str(user.pk))

    @pytest.mark.parametrize(("keep", "left"), [(True, 1), (False, 0)])
    def test_ending_all(self, gdansk: None, keep: bool, left: int) -> None:
        user = make_user()
        sessions = [open_session(user) for _ in range(3)]
        besides = sessions[0].session_key if keep else None
        actions.end_sessions(user=user, besides=besides, by=user)
        assert Session.objects.count() == UserSession.objects.count() == left

    def test_only_the_first_app_brings_recovery_codes(self, gdansk: None) -> None:
        user = make_user()
        made = [
            actions.set_up_second_factor(user=user, secret=secret, may_replace=may_replace, by=user)
            for secret, may_replace in (("A" * 32, False), ("B" * 32, True))
        ]
        assert made == [True, False]
        assert Authenticator.objects.filter(user=user).count() == 2
        assert OutboxMessage.objects.count() == 2

    def test_new_recovery_codes_are_told(self, gdansk: None) -> None:
        user = make_user()
        give_second_factor(user)
        actions.make_recovery_codes(user=user, by=user)
        assert OutboxMessage.objects.get().subject == "Utworzono nowe kody zapasowe"
        assert last_event().verb == "recovery_codes.made"


class TestPeople:
    def test_a_city_wide_role_and_one_for_a_body_are_two(self, cast: Cast) -> None:
        for group in (None, cast.partner.group, None):
            actions.add_role(
                user=cast.analyst, role=Role.ANIMATOR, group=group, by=cast.administrator
            )
        assert Membership.objects.filter(user=cast.analyst, role="animator").count() == 2

    def test_taking_a_role_that_is_not_the_administrators(self, cast: Cast) -> None:
        actions.remove_role(membership=cast.analyst.memberships.get(), by=cast.administrator)
        assert (last_event().verb, last_event().details) == ("role.removed", {"role": "analyst"})

    def test_an_administrator_who_is_off_may_lose_the_role(self, cast: Cast) -> None:
        user = make_user(is_active=False)
        held = Membership.objects.create(user=user, role=Role.CITY_ADMIN)
        actions.remove_role(membership=held, by=cast.administrator)
        assert not user.memberships.exists()

    def test_own_details(self, gdansk: None) -> None:
        user = make_user()
        actions.change_own_details(user=user, full_name="Anna Z", language="en", by=user)
        user.refresh_from_db()
        assert (user.full_name, user.language) == ("Anna Z", "en")
        assert "Anna Z" not in str(last_event().details)


@pytest.mark.parametrize("failing", ["audit", "mail"])
def test_what_fails_half_way_is_undone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    from ostoja.accounts.actions import sign_in

    def fail(*args: Any, **facts: Any) -> None:
        raise RuntimeError(failing)

    monkeypatch.setattr(sign_in, "record" if failing == "audit" else "tell", fail)
    with pytest.raises(RuntimeError):
        actions.change_password(
            user=cast.analyst, password="new", session_to_keep=None, by=cast.analyst
        )
    assert not User.objects.get(pk=cast.analyst.pk).has_usable_password()
    assert not OutboxMessage.objects.exists()
