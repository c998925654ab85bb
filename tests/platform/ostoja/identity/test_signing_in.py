"""Signing in through a real provider: who comes in, and how far."""

from copy import deepcopy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.identity import signing_in
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.platform.ostoja.accounts.people import (
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
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


class TestThere:
    def test_the_page_to_sign_in_offers_it_with_the_page_that_was_wanted(
        self, provider: Provider
    ) -> None:
        page = client_on().get("/pl/staff/sign-in/?next=/pl/staff/account/").content.decode()
        assert "Zaloguj się przez: Konto miejskie" in page
        assert f'href="{START}?next=/pl/staff/account/"' in page

    def test_what_the_provider_is_told(self, provider: Provider) -> None:
        client = client_on()
        asked = parse_qs(urlsplit(client.get(START)["Location"]).query)
        kept = kept_by(client)
        assert asked["redirect_uri"] == ["http://gdansk.localhost/sign-in/return/"]
        assert asked["scope"] == ["openid email profile"]
        assert (asked["state"], asked["nonce"]) == ([kept["state"]], [kept["nonce"]])
        assert asked["code_challenge_method"] == ["S256"]
        assert kept["verifier"] not in str(asked)
        assert asked["ui_locales"] == ["pl"]

    def test_a_stranger_leaves_no_row(self, provider: Provider) -> None:
        from django.contrib.sessions.models import Session

        client = client_on()
        answer = client.get(f"{START}?next=/{'x' * 5000}")
        cookie = client.cookies[signing_in.BEGUN.cookie]
        assert not Session.objects.exists()
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 600)
        assert len(cookie.OutputString()) < 2000
        assert list(answer.cookies) == [signing_in.BEGUN.cookie]

    def test_each_attempt_is_new(self, provider: Provider) -> None:
        client = client_on()
        first, second = (client.get(START)["Location"] for _ in range(2))
        assert first != second

    @pytest.mark.parametrize("path", [START, "/sign-in/return/?state=x&code=y"])
    def test_a_city_without_one_has_no_such_page(self, gdansk: None, path: str) -> None:
        client = client_on()
        assert client.get(path).status_code in {400, 404}
        assert client.get(START).status_code == 404
        assert "Zaloguj się przez" not in client.get("/pl/staff/sign-in/").content.decode()

    def test_nor_has_one_that_was_switched_off(self, provider: Provider) -> None:
        IdentityProvider.objects.update(is_enabled=False)
        assert client_on().get(START).status_code == 404

    def test_operators_have_none(self, provider: Provider) -> None:
        assert client_on("operator").get(START).status_code == 404
        assert client_on("operator").get("/pl/staff/sign-in/").status_code == 200


class TestComingIn:
    def test_our_second_factor_is_still_asked(self, provider: Provider) -> None:
        secret = give_second_factor(make_user())
        client = client_on()
        assert there_and_back(client, provider, somebody(provider, amr=["mfa"]))["Location"] == CODE
        assert client.get(HOME).status_code == 302
        assert type_code(client, code_of(secret))["Location"] == HOME
        assert client.get(HOME).status_code == 200

    def test_who_has_none_sets_one_up(self, provider: Provider) -> None:
        make_user()
        client = client_on()
        there_and_back(client, provider, somebody(provider))
        assert client.get(HOME)["Location"] == "/pl/staff/account/second-factor/"

    @pytest.mark.parametrize(
        ("claims", "is_enough"),
        [
            ({"amr": ["pwd", "mfa"]}, True),
            ({"acr": "https://refeds.org/profile/mfa"}, True),
            ({"amr": ["pwd"]}, False),
            ({"amr": "mfa"}, False),
            ({"acr": "1"}, False),
            ({}, False),
        ],
    )
    def test_a_trusted_providers_is_enough_when_it_says_so(
        self, provider: Provider, claims: dict[str, Any], is_enough: bool
    ) -> None:
        """For somebody without a factor of their own, who has come in this way before."""
        provider.set_in_city(trusts_second_factor=True)
        make_user()
        subject = somebody(provider, **claims)
        there_and_back(client_on(), provider, subject)
        client = client_on()
        there_and_back(client, provider, subject)
        assert (client.get(HOME).status_code == 200) is is_enough

    def test_it_leads_where_one_wanted_to_go_but_to_no_other_host(self, provider: Provider) -> None:
        provider.set_in_city(trusts_second_factor=True)
        make_user()
        subject = somebody(provider, amr=["mfa"])
        for wanted, expected in (
            ("/pl/staff/account/", "/pl/staff/account/"),
            ("https://evil.example/", HOME),
        ):
            answer = there_and_back(client_on(), provider, subject, {"next": wanted})
            assert answer["Location"] == expected

    def test_the_first_time_is_told_and_recorded(self, provider: Provider) -> None:
        user, subject = make_user(), somebody(provider)
        for _ in range(2):
            there_and_back(client_on(), provider, subject)
        subjects = list(OutboxMessage.objects.values_list("subject", flat=True))
        assert subjects.count("Twoje konto powiązano z dostawcą tożsamości miasta") == 1
        assert AuditEvent.objects.filter(verb="identity.bound", object_id=user.pk).count() == 1
        assert AuditEvent.objects.filter(verb="identity.signed_in").count() == 2
        assert BoundIdentity.objects.get().last_used_at

    def test_afterwards_the_address_no_longer_matters(self, provider: Provider) -> None:
        make_user()
        subject = somebody(provider)
        there_and_back(client_on(), provider, subject)
        provider.knows(subject, "anna.new@other.example", email_verified=False)
        assert there_and_back(client_on(), provider, subject).status_code == 302

    def test_a_changed_address_leads_to_nobody_elses_account(self, provider: Provider) -> None:
        anna = make_user()
        subject = somebody(provider)
        there_and_back(client_on(), provider, subject)
        make_user("boss@city.example")
        provider.knows(subject, "boss@city.example")
        client = client_on()
        there_and_back(client, provider, subject)
        assert client.session["_auth_user_id"] == str(anna.pk)

    def test_capital_letters_in_the_address_do_not_matter(self, provider: Provider) -> None:
        make_user()
        subject = somebody(provider, "Anna@City.example")
        assert there_and_back(client_on(), provider, subject).status_code == 302

    def test_what_the_provider_calls_the_person_is_not_kept(self, provider: Provider) -> None:
        make_user()
        subject = somebody(provider)
        there_and_back(client_on(), provider, subject)
        assert subject not in str(BoundIdentity.objects.values().get())

    def test_an_open_invitation_is_taken(self, provider: Provider) -> None:
        invitation = invited()
        client = client_on()
        there_and_back(client, provider, somebody(provider, name="Anna Wróbel"))
        user = User.objects.get()
        assert (user.email, user.full_name) == ("anna@city.example", "Anna Wróbel")
        assert not user.has_usable_password()
        assert Membership.objects.get(user=user).role == Role.ANALYST
        invitation.refresh_from_db()
        assert invitation.accepted_at
        assert client.get(HOME)["Location"] == "/pl/staff/account/second-factor/"


def test_the_same_person_of_one_provider_is_two_people_in_two_cities(
    provider: Provider,
) -> None:
    subject = somebody(provider)
    anna = make_user()
    there_and_back(client_on(), provider, subject)
    here = bytes(BoundIdentity.objects.get().subject_hash)
    with entered("gdynia"):
        provider.set_in_city()
        client = client_on("gdynia")
        assert "nikt nie zaprosił" in there_and_back(client, provider, subject).content.decode()
        twin = make_user()
        there_and_back(client, provider, subject)
        assert client.session["_auth_user_id"] == str(twin.pk) != str(anna.pk)
        assert bytes(BoundIdentity.objects.get().subject_hash) != here


def test_a_way_back_of_one_city_leads_into_no_other(provider: Provider) -> None:
    """With the cookies of the first city."""
    subject = somebody(provider)
    make_user()
    client = client_on()
    back = path_of(provider.visit(client.get(START)["Location"], subject))
    with entered("gdynia"):
        provider.set_in_city()
        make_user()
        there = client_on("gdynia")
        there.cookies = deepcopy(client.cookies)
        answer = there.get(back)
        assert answer.status_code == 400
        assert not BoundIdentity.objects.exists()
    assert client.get(back).status_code == 302


def test_a_lock_after_wrong_passwords_does_not_shut_the_provider_out(provider: Provider) -> None:
    make_user()
    for _ in range(5):
        type_password(client_on(), "anna@city.example", "wrong")
    assert there_and_back(client_on(), provider, somebody(provider)).status_code == 302
