"""The second factor: nobody works without it, and it is kept under the city's key."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ostoja.accounts import second_factor
from ostoja.accounts.forms.sign_in import SecondFactorForm
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.cast import PASSWORD, browser_of
from tests.platform.ostoja.accounts.people import (
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

SET_UP = "/pl/staff/account/second-factor/"
CODES = "/pl/staff/account/recovery-codes/"


def signed_in(user: User) -> tuple[Client, str]:
    """A browser after both steps, and the secret of the app."""
    secret = give_second_factor(user)
    client = client_on()
    type_password(client, user.email)
    type_code(client, code_of(secret))
    return client, secret


def set_up(client: Client) -> Any:
    """Open the page, scan, confirm."""
    secret = client.get(SET_UP).context["form"].secret
    return client.post(SET_UP, {"code": code_of(secret)})


@pytest.mark.usefixtures("gdansk")
class TestWithoutOne:
    @pytest.mark.parametrize("path", ["", "account/", "account/password/", "people/", "cases/"])
    def test_every_staff_page_leads_to_setting_it_up(self, path: str) -> None:
        client = client_on()
        type_password(client, make_user().email)
        for answer in (client.get(f"/pl/staff/{path}"), client.post(f"/pl/staff/{path}")):
            assert (answer.status_code, answer["Location"]) == (302, SET_UP)

    def test_on_pages_for_residents_the_person_is_nobody(self, rf: Any) -> None:
        from ostoja.accounts.middleware import SecondFactorMiddleware

        client = client_on()
        type_password(client, make_user().email)
        request = rf.get("/pl/partners/")
        request.user, request.session = make_user("b@city.example"), client.session
        request.resolver_match = None
        assert SecondFactorMiddleware(lambda _: None).process_view(request) is None  # type: ignore[arg-type, return-value]
        assert request.user.is_anonymous

    def test_one_may_sign_out(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        client.post("/pl/staff/sign-out/")
        assert client.get(SET_UP)["Location"].startswith("/pl/staff/sign-in/")

    def test_the_page_shows_picture_and_key(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        page = client.get(SET_UP)
        secret = page.context["form"].secret
        assert 'src="data:image/svg+xml;base64,' in page.content.decode()
        assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page.content.decode()
        assert "issuer=Ostoja%20Gdansk" in page.context["app_url"]

    def test_loading_the_page_again_keeps_the_key(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        secrets = {client.get(SET_UP).context["form"].secret for _ in range(2)}
        assert len(secrets) == 1

    def test_a_passkey_is_offered_as_well(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        assert "/pl/staff/account/passkeys/add/" in client.get(SET_UP).content.decode()

    def test_a_wrong_code_changes_nothing(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        answer = client.post(SET_UP, {"code": "12"})
        assert answer.status_code == 200
        assert "To nie jest kod do tego obrazka" in answer.content.decode()
        assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("gdansk")
class TestSettingUp:
    def test_the_right_code_opens_everything_and_shows_the_recovery_codes(self) -> None:
        user = make_user()
        client = client_on()
        type_password(client, user.email)
        assert set_up(client)["Location"] == CODES
        assert len(client.get(CODES).context["codes"]) == 10
        assert client.get("/pl/staff/account/").status_code == 200
        assert AuditEvent.objects.filter(verb="second_factor.set_up", actor_id=user.pk).exists()

    def test_the_person_is_told_by_e_mail(self) -> None:
        client = client_on()
        type_password(client, make_user().email)
        set_up(client)
        message = OutboxMessage.objects.get()
        assert message.to == "anna@city.example"
        assert message.subject == "Ustawiono aplikację uwierzytelniającą"

    def test_the_secret_is_encrypted_at_rest(self) -> None:
        user = make_user()
        secret = give_second_factor(user)
        kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept

    def test_the_secret_opens_in_no_other_city(self) -> None:
        from cryptography.exceptions import InvalidTag

        user = make_user()
        give_second_factor(user)
        data = Authenticator.objects.get(type="totp").data
        with entered("gdynia"):
            clone = make_user()
            Authenticator.objects.create(user=clone, type="totp", data=data)
            with pytest.raises(InvalidTag):
                second_factor.authenticator_for(clone, "123456")

    def test_a_session_that_began_with_the_password_alone_is_ended(self) -> None:
        user = make_user()
        burglar = client_on()
        type_password(burglar, user.email)
        owner = client_on()
        type_password(owner, user.email)
        set_up(owner)
        answer = burglar.get("/pl/staff/account/")
        assert answer["Location"] == "/pl/staff/sign-in/"
        assert "_auth_user_id" not in burglar.session

    def test_nor_does_it_replace_one_that_was_set_up_a_moment_ago(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between the check on the way in and the change itself."""
        user = make_user()
        burglar = client_on()
        type_password(burglar, user.email)
        secret = burglar.get(SET_UP).context["form"].secret
        owners = []

        def clean_code(form: SecondFactorForm) -> str:
            owners.append(give_second_factor(user))
            return "123456"

        monkeypatch.setattr(SecondFactorForm, "clean_code", clean_code)
        answer = burglar.post(SET_UP, {"code": code_of(secret)})
        assert answer["Location"] == "/pl/staff/sign-in/"
        assert "_auth_user_id" not in burglar.session
        assert second_factor.authenticator_for(user, code_of(secret)) is None
        assert second_factor.authenticator_for(user, code_of(owners[0]))


@pytest.mark.usefixtures("gdansk")
class TestMoving:
    def test_the_new_telephone_replaces_the_old_one(self) -> None:
        user = make_user()
        client, old = signed_in(user)
        assert set_up(client)["Location"] == "/pl/staff/account/"
        again = client_on()
        type_password(again, user.email)
        assert type_code(again, code_of(old)).status_code == 200
        assert Authenticator.objects.filter(type="totp").count() == 1

    def test_after_a_while_one_confirms_who_one_is(self) -> None:
        user = make_user()
        client, _secret = signed_in(user)
        grow_older(client)
        answer = client.get(SET_UP)
        assert answer["Location"].startswith("/pl/staff/confirm/?next=")
        assert client.get(answer["Location"]).status_code == 200
        confirmed = client.post(answer["Location"], {"password": PASSWORD})
        assert confirmed["Location"] == SET_UP
        assert client.get(SET_UP).status_code == 200

    def test_a_code_confirms_too(self) -> None:
        user = make_user()
        client, secret = signed_in(user)
        Authenticator.objects.filter(type="totp").delete()
        second_factor.store(user, secret)
        grow_older(client)
        client.get(SET_UP)
        page = client.get("/pl/staff/confirm/code/?next=" + SET_UP)
        assert page.status_code == 200
        answer = client.post("/pl/staff/confirm/code/?next=" + SET_UP, {"code": code_of(secret)})
        assert answer["Location"] == SET_UP

    def test_a_wrong_password_does_not(self) -> None:
        client, _secret = signed_in(make_user())
        grow_older(client)
        url = client.get(SET_UP)["Location"]
        answer = client.post(url, {"password": "wrong"})
        assert "To nie jest Twoje hasło" in answer.content.decode()
        assert client.get(SET_UP).status_code == 302


def grow_older(client: Client) -> None:
    """As if the sign-in had been an hour ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


@pytest.mark.usefixtures("gdansk")
class TestRecoveryCodes:
    def test_they_are_shown_once(self) -> None:
        client, _secret = signed_in(make_user())
        assert client.get(CODES).status_code == 200
        assert client.get(CODES)["Location"] == f"{CODES}new/"

    def test_new_ones_replace_the_old_ones(self) -> None:
        user = make_user()
        client, _secret = signed_in(user)
        old = client.get(CODES).context["codes"]
        assert client.get(f"{CODES}new/").context["left"] == 10
        assert client.post(f"{CODES}new/")["Location"] == CODES
        new = client.get(CODES).context["codes"]
        assert not set(old) & set(new)
        assert second_factor.authenticator_for(user, old[0]) is None
        assert second_factor.authenticator_for(user, new[0])
        assert second_factor.recovery_codes_left(user) == 9
        assert AuditEvent.objects.filter(verb="recovery_codes.made").count() == 1

    def test_using_one_is_told_and_how_many_are_left(self) -> None:
        user = make_user()
        client, _secret = signed_in(user)
        [code, *_others] = client.get(CODES).context["codes"]
        again = client_on()
        type_password(again, user.email)
        home = again.post("/pl/staff/sign-in/code/", {"code": code}, follow=True)
        assert "Użyto kodu zapasowego. Zostało 9." in home.content.decode()
        message = OutboxMessage.objects.get(subject="Użyto kodu zapasowego")
        assert "Zostało 9." in message.body
        assert code not in message.body
        assert AuditEvent.objects.filter(verb="recovery_codes.used", actor_id=user.pk).exists()

    def test_a_code_of_the_app_is_no_news(self) -> None:
        signed_in(make_user())
        assert not OutboxMessage.objects.filter(subject="Użyto kodu zapasowego").exists()

    def test_few_that_are_left_are_warned_of(self) -> None:
        user = make_user()
        client, _secret = signed_in(user)
        codes = client.get(CODES).context["codes"]
        for number, code in enumerate(codes[:7]):
            page = client.get("/pl/staff/account/").content.decode()
            assert "Utwórz teraz nowe:" not in page, number
            assert second_factor.authenticator_for(user, code)
        assert "Utwórz teraz nowe:" in client.get("/pl/staff/account/").content.decode()

    def test_whoever_has_none_has_none_left(self) -> None:
        user = make_user()
        assert second_factor.recovery_codes_left(user) == 0
        assert second_factor.recovery_codes_once(user) == []
        assert second_factor.authenticator_for(user, "123456") is None


def test_the_cast_has_passed_it(cast: Any) -> None:
    assert browser_of(cast.analyst).get("/pl/staff/account/").status_code == 200
