"""Signing in with a passkey alone, or with it as the second factor."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from fido2.utils import websafe_decode

from ostoja.accounts import passkeys
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.platform.ostoja.accounts.passkey_device import (
    HOME,
    SIGN_IN,
    after_password,
    is_in,
    sign_in,
    with_passkey,
)
from tests.platform.ostoja.accounts.people import (
    client_on,
    make_user,
    type_code,
    type_password,
)

CODES = "/pl/staff/account/recovery-codes/"


@pytest.mark.usefixtures("gdansk")
class TestSigningIn:
    def test_a_passkey_alone_is_enough(self) -> None:
        user = make_user(language="en")
        _client, device = with_passkey(user)
        client = client_on()
        assert sign_in(client, device)["Location"] == "/en/staff/"
        assert is_in(client)
        assert AuditEvent.objects.filter(verb="person.signed_in").count() == 2
        assert passkeys.passkeys_of(user).get().last_used_at

    def test_it_is_the_second_factor_after_the_password(self) -> None:
        user = make_user()
        _client, device = with_passkey(user)
        client = after_password(user)
        assert not is_in(client)
        page = client.get("/pl/staff/sign-in/code/")
        [allowed] = json.loads(page.context["options"])["publicKey"]["allowCredentials"]
        assert websafe_decode(allowed["id"]) == device.credential_id
        answer = json.dumps(device.get(page.context["options"]))
        assert client.post(SIGN_IN, {"answer": answer})["Location"] == HOME
        assert is_in(client)

    def test_a_recovery_code_stands_in_for_a_lost_device(self) -> None:
        user = make_user()
        client, _device = with_passkey(user)
        [code, *_others] = client.get(CODES).context["codes"]
        again = after_password(user)
        page = again.get("/pl/staff/sign-in/code/").content.decode()
        assert "Kod zapasowy" in page and "Kod z aplikacji" not in page
        assert type_code(again, code).status_code == 302
        assert is_in(again)

    def test_it_leads_where_one_wanted_to_go_but_to_no_other_host(self) -> None:
        _client, device = with_passkey(make_user())
        for wanted, expected in (
            ("/pl/staff/account/", "/pl/staff/account/"),
            ("https://evil.example/", HOME),
        ):
            client = client_on()
            assert sign_in(client, device, next=wanted)["Location"] == expected

    def test_the_page_to_sign_in_leads_there_with_the_page_that_was_wanted(self) -> None:
        page = client_on().get("/pl/staff/sign-in/?next=/pl/staff/account/").content.decode()
        assert f"{SIGN_IN}?next=/pl/staff/account/" in page

    def test_who_is_in_is_led_home(self) -> None:
        client, _device = with_passkey(make_user())
        assert client.get(SIGN_IN)["Location"] == HOME

    def test_a_person_who_was_switched_off_is_told(self) -> None:
        _client, device = with_passkey(make_user())
        User.objects.update(is_active=False)
        client = client_on()
        assert "To konto jest wyłączone" in sign_in(client, device).content.decode()
        assert not is_in(client)

    def test_too_many_wrong_passwords_do_not_lock_a_passkey_out(self) -> None:
        """It cannot be guessed, so nobody who knows an address shuts its owner out."""
        _client, device = with_passkey(make_user())
        for _ in range(5):
            type_password(client_on(), "anna@city.example", "wrong")
        assert sign_in(client_on(), device).status_code == 302

    def test_a_stranger_who_opens_the_page_leaves_no_row(self) -> None:
        client = client_on()
        for _ in range(3):
            client.get(SIGN_IN)
        assert set(client.cookies) == {"csrf", passkeys.BEGUN.cookie}
        assert not Session.objects.exists()

    def test_without_javascript_the_page_says_what_to_do(self) -> None:
        page = client_on().get(SIGN_IN).content.decode()
        assert "Klucz dostępu wymaga JavaScriptu" in page


def test_a_passkey_of_one_city_is_worthless_in_another(db: None) -> None:
    """Even where all rows were cloned."""
    with entered("gdansk"):
        user = make_user()
        _client, device = with_passkey(user)
        row = Authenticator.objects.get(type="webauthn")
    with entered("gdynia"):
        clone = make_user(id=user.pk)
        Authenticator.objects.create(user=clone, type="webauthn", data=row.data)
        there = client_on("gdynia")
        assert sign_in(there, device).status_code == 200
        assert not is_in(there)
        device.host = "gdynia.localhost"
        device.party = "gdansk.localhost"
        assert sign_in(client_on("gdynia"), device).status_code == 200


def test_a_challenge_of_one_city_is_no_challenge_in_another(db: None) -> None:
    with entered("gdansk"):
        _client, device = with_passkey(make_user())
        client = client_on()
        answer = json.dumps(device.get(client.get(SIGN_IN).context["options"]))
    with entered("gdynia"):
        there = client_on("gdynia")
        there.cookies = client.cookies
        assert there.post(SIGN_IN, {"answer": answer}).status_code == 200
