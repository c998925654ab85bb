"""Binding people to identities: at once, never twice, and forgotten when nobody uses it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.identity import actions
from ostoja.identity.actions import Refused
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.identity.openid import Claims
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.platform.ostoja.accounts.people import make_user
from tests.platform.ostoja.accounts.test_races import AT_ONCE, all_at_once
from tests.platform.ostoja.identity.provider import invited
from tests.platform.ostoja.privacy.retention.situations import run

ISSUER = "https://login.city.example"


def set_provider() -> IdentityProvider:
    """The city's provider."""
    return IdentityProvider.objects.create(
        name="Konto",
        issuer=ISSUER,
        client_id="x",
        client_secret="x",
        email_domains=["city.example"],
    )


def come(provider: IdentityProvider, subject: str) -> User | Refused:
    """Somebody of this name, with Anna's address, comes in or is refused."""
    claims = Claims(ISSUER, subject, "anna@city.example", is_email_verified=True)
    try:
        return actions.person_of(claims=claims, provider=provider)
    except Refused as refusal:
        return refusal


@pytest.mark.usefixtures("committed_database")
class TestAtOnce:
    def test_one_identity_is_bound_once(self) -> None:
        with entered("gdansk"):
            provider, user = set_provider(), make_user()
        assert all_at_once(lambda _: come(provider, "1")) == [user] * AT_ONCE
        with entered("gdansk"):
            assert BoundIdentity.objects.count() == 1
            assert OutboxMessage.objects.count() == 1

    def test_of_identities_with_one_address_one_is_bound(self) -> None:
        with entered("gdansk"):
            provider, user = set_provider(), make_user()
        results = all_at_once(lambda number: come(provider, str(number)))
        assert results.count(user) == 1
        with entered("gdansk"):
            assert BoundIdentity.objects.count() == 1

    def test_an_invitation_is_taken_once(self) -> None:
        with entered("gdansk"):
            provider, _invitation = set_provider(), invited()
        results = all_at_once(lambda _: come(provider, "1"))
        assert any(isinstance(result, User) for result in results)
        with entered("gdansk"):
            assert User.objects.count() == BoundIdentity.objects.count() == 1


@pytest.mark.usefixtures("gdansk")
class TestKeeping:
    @pytest.mark.parametrize(("days", "is_kept"), [(364, True), (366, False)])
    def test_what_nobody_uses_is_forgotten(self, cast: Any, days: int, is_kept: bool) -> None:
        BoundIdentity.objects.create(
            user=cast.consultant,
            issuer=ISSUER,
            subject_hash=uuid4().bytes * 2,
            last_used_at=timezone.now() - timedelta(days=days),
        )
        run()
        assert BoundIdentity.objects.exists() is is_kept

    def test_a_refusal_leaves_nothing_behind(self) -> None:
        provider = set_provider()
        make_user(is_active=False)
        refusal = come(provider, "1")
        assert isinstance(refusal, Refused) and refusal.reason == "switched_off"
        assert not BoundIdentity.objects.exists()
