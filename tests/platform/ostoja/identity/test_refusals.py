"""Who does not come in through a real provider, and what they are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.identity.models import BoundIdentity
from tests.platform.ostoja.accounts.people import (
    client_on,
    make_user,
)
from tests.platform.ostoja.identity.begun import kept_by
from tests.platform.ostoja.identity.provider import (
    START,
    Provider,
    invited,
    path_of,
    somebody,
    there_and_back,
)

HOME = "/pl/staff/"
CODE = "/pl/staff/sign-in/code/"


class TestWhoIsRefused:
    def refused(self, provider: Provider, subject: str, words: str) -> None:
        """A clear page, and nobody is in, known or bound."""
        client = client_on()
        answer = there_and_back(client, provider, subject)
        assert answer.status_code == 403
        assert words in answer.content.decode()
        assert client.get(HOME).status_code == 302
        assert not BoundIdentity.objects.exists()

    def test_somebody_whom_nobody_invited(self, provider: Provider) -> None:
        self.refused(provider, somebody(provider), "nikt nie zaprosił Cię tu do pracy")
        assert not User.objects.exists()

    @pytest.mark.parametrize("facts", ["expires_at", "revoked_at", "accepted_at"])
    def test_an_invitation_that_is_closed(self, provider: Provider, facts: str) -> None:
        closed: dict[str, Any] = {facts: timezone.now() - timedelta(minutes=1)}
        invited(**closed)
        self.refused(provider, somebody(provider), "nikt nie zaprosił Cię tu do pracy")

    @pytest.mark.parametrize("verified", [False, None, "false", 1.5])
    def test_an_address_that_is_not_verified(self, provider: Provider, verified: object) -> None:
        make_user()
        subject = somebody(provider, email_verified=verified)
        self.refused(provider, subject, "nie potwierdził Twojego adresu")

    def test_an_address_of_a_domain_that_was_not_named(self, provider: Provider) -> None:
        make_user("anna@other.example")
        subject = somebody(provider, "anna@other.example")
        self.refused(provider, subject, "nie może tu ręczyć")

    def test_a_domain_that_only_ends_alike(self, provider: Provider) -> None:
        make_user("anna@evilcity.example")
        subject = somebody(provider, "anna@evilcity.example")
        self.refused(provider, subject, "nie może tu ręczyć")

    def test_a_person_who_was_switched_off(self, provider: Provider) -> None:
        make_user(is_active=False)
        self.refused(provider, somebody(provider), "To konto jest wyłączone")

    def test_who_was_switched_off_after_being_bound(self, provider: Provider) -> None:
        make_user()
        subject = somebody(provider)
        there_and_back(client_on(), provider, subject)
        User.objects.update(is_active=False)
        answer = there_and_back(client_on(), provider, subject)
        assert "To konto jest wyłączone" in answer.content.decode()

    def test_another_identity_with_the_same_address(self, provider: Provider) -> None:
        """An address that the provider gave to somebody new opens no earlier person's account."""
        make_user()
        there_and_back(client_on(), provider, somebody(provider))
        client = client_on()
        answer = there_and_back(client, provider, somebody(provider))
        assert answer.status_code == 403
        assert "usunięcie powiązania" in answer.content.decode()
        assert BoundIdentity.objects.count() == 1

    def test_who_says_no_at_the_provider(self, provider: Provider) -> None:
        client = client_on()
        there = client.get(START)["Location"]
        back = provider.visit(there, somebody(provider), action="deny")
        state = kept_by(client)["state"]
        answer = client.get(f"{path_of(back)}&state={state}")
        assert answer.status_code in {400, 403}
        assert "Nie zalogowano Cię" in answer.content.decode()

    def test_the_page_is_in_the_language_in_which_one_began(self, provider: Provider) -> None:
        client = client_on()
        there = client.get(START.replace("/pl/", "/en/"))["Location"]
        answer = client.get(path_of(provider.visit(there, somebody(provider))))
        assert "You were not signed in" in answer.content.decode()
        assert '<html lang="en"' in answer.content.decode()
        assert "/en/staff/sign-in/" in answer.content.decode()
