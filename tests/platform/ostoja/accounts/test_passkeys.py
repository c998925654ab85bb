"""Passkeys: added, renamed, removed."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_decode

from ostoja.accounts import passkeys, second_factor
from ostoja.accounts.forms.passkeys import REFUSED
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.ui import city
from tenants.fence import entered_platform
from tests.platform.ostoja.accounts.passkey_device import (
    ADD,
    HOME,
    Device,
    add,
    after_password,
    is_in,
    sign_in,
    with_passkey,
)
from tests.platform.ostoja.accounts.people import (
    client_on,
    code_of,
    give_second_factor,
    make_user,
)
from tests.platform.ostoja.accounts.test_second_factor import grow_older

LIST = "/pl/staff/account/passkeys/"
CODES = "/pl/staff/account/recovery-codes/"


@pytest.mark.usefixtures("gdansk")
class TestAdding:
    def test_the_first_one_opens_everything_and_brings_recovery_codes(self) -> None:
        user = make_user()
        client = after_password(user)
        assert add(client, Device())["Location"] == CODES
        assert len(client.get(CODES).context["codes"]) == 10
        assert is_in(client)
        assert AuditEvent.objects.filter(verb="passkey.added", actor_id=user.pk).exists()
        assert OutboxMessage.objects.get().subject == "Dodano klucz dostępu"

    def test_another_one_is_listed_with_its_name(self) -> None:
        client, _device = with_passkey(make_user())
        assert add(client, Device(), "Komputer")["Location"] == LIST
        page = client.get(LIST).content.decode()
        assert page.index("Telefon") < page.index("Komputer")

    def test_without_a_name_it_is_called_like_the_browser(self) -> None:
        client = after_password(make_user())
        client.defaults["HTTP_USER_AGENT"] = "Firefox/128 (Windows)"
        add(client, Device(), "  ")
        assert Authenticator.objects.get(type="webauthn").data["name"] == "Firefox, Windows"

    def test_the_browser_is_asked_for_this_host_and_an_unlocked_device(self) -> None:
        user = make_user(full_name="Anna <b>")
        client, device = with_passkey(user)
        asked = json.loads(client.get(ADD).context["options"])["publicKey"]
        assert asked["rp"] == {"id": "gdansk.localhost", "name": "Ostoja Gdansk"}
        assert asked["user"]["displayName"] == "Anna <b>"
        assert asked["authenticatorSelection"]["userVerification"] == "required"
        assert asked["authenticatorSelection"]["residentKey"] == "required"
        [known] = asked["excludeCredentials"]
        assert websafe_decode(known["id"]) == device.credential_id

    def test_what_is_kept_opens_nothing(self) -> None:
        """The public half, a name and a counter."""
        _client, device = with_passkey(make_user())
        kept = Authenticator.objects.get(type="webauthn").data
        assert set(kept) == {"name", "id", "credential", "counter"}
        secret = device.key.private_numbers().private_value.to_bytes(32, "big")
        assert secret not in websafe_decode(kept["credential"])

    def test_a_session_of_the_password_alone_adds_none_beside_the_owners(self) -> None:
        user = make_user()
        burglar = after_password(user)
        options = burglar.get(ADD).context["options"]
        give_second_factor(user)
        answer = json.dumps(Device().create(options))
        refused = burglar.post(ADD, {"name": "x", "answer": answer})
        assert refused["Location"] == "/pl/staff/sign-in/"
        assert not Authenticator.objects.filter(type="webauthn").exists()

    def test_nor_when_the_owner_was_a_moment_quicker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        user = make_user()
        burglar = after_password(user)
        answer = json.dumps(Device().create(burglar.get(ADD).context["options"]))
        made = passkeys.made

        def owner_first(*given: Any) -> Any:
            give_second_factor(user)
            return made(*given)

        monkeypatch.setattr(passkeys, "made", owner_first)
        refused = burglar.post(ADD, {"name": "x", "answer": answer})
        assert refused["Location"] == "/pl/staff/sign-in/"
        assert not Authenticator.objects.filter(type="webauthn").exists()

    def test_after_a_while_one_confirms_who_one_is(self) -> None:
        client, device = with_passkey(make_user())
        grow_older(client)
        where = client.get(ADD)["Location"]
        assert where.startswith("/pl/staff/confirm/")
        confirm = f"/pl/staff/confirm/passkey/?next={ADD}"
        page = client.get(confirm)
        answer = json.dumps(device.get(page.context["options"]))
        assert client.post(confirm, {"answer": answer})["Location"] == ADD
        assert client.get(ADD).status_code == 200

    def test_confirming_with_somebody_elses_is_refused(self) -> None:
        client, _device = with_passkey(make_user())
        _other, device = with_passkey(make_user("b@city.example"))
        grow_older(client)
        confirm = f"/pl/staff/confirm/passkey/?next={ADD}"
        answer = json.dumps(device.get(client.get(confirm).context["options"]))
        assert str(REFUSED) in client.post(confirm, {"answer": answer}).content.decode()
        assert client.get(ADD).status_code == 302

    def test_nobody_has_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(passkeys, "MOST", 1)
        client, _device = with_passkey(make_user())
        assert "już tyle kluczy" in add(client, Device()).content.decode()
        assert ADD not in client.get(LIST).content.decode()


@pytest.mark.usefixtures("gdansk")
class TestKeeping:
    def test_it_gets_another_name(self) -> None:
        client, _device = with_passkey(make_user())
        pk = Authenticator.objects.get(type="webauthn").pk
        assert client.post(f"{LIST}{pk}/name/", {"name": "Żółty"})["Location"] == LIST
        assert "Żółty" in client.get(LIST).content.decode()
        assert AuditEvent.objects.filter(verb="passkey.renamed").exists()

    @pytest.mark.parametrize("name", ["", "x" * 61, "a\x00b"])
    def test_a_bad_name_is_told_in_words(self, name: str) -> None:
        client, _device = with_passkey(make_user())
        pk = Authenticator.objects.get(type="webauthn").pk
        assert "<title>Błąd: " in client.post(f"{LIST}{pk}/name/", {"name": name}).content.decode()

    def test_a_name_that_is_too_long_does_not_lose_the_passkey(self) -> None:
        client, device = after_password(make_user()), Device()
        answer = json.dumps(device.create(client.get(ADD).context["options"]))
        assert client.post(ADD, {"name": "x" * 61, "answer": answer}).status_code == 200
        assert add(client, device).status_code == 302

    def test_the_last_one_stays(self) -> None:
        client, _device = with_passkey(make_user())
        pk = Authenticator.objects.get(type="webauthn").pk
        assert f"{LIST}{pk}/remove/" not in client.get(LIST).content.decode()
        answer = client.post(f"{LIST}{pk}/remove/", follow=True)
        assert "To Twój jedyny drugi składnik" in answer.content.decode()
        assert second_factor.has_second_factor(User.objects.get())

    @pytest.mark.parametrize("has_app", [True, False])
    def test_with_another_factor_it_goes(self, has_app: bool) -> None:
        user = make_user()
        client, device = with_passkey(user)
        pk = Authenticator.objects.get(type="webauthn").pk
        if has_app:
            give_second_factor(user)
        else:
            add(client, Device())
        assert client.get(f"{LIST}{pk}/remove/").status_code == 200
        assert client.post(f"{LIST}{pk}/remove/")["Location"] == LIST
        assert sign_in(client_on(), device).status_code == 200
        assert AuditEvent.objects.filter(verb="passkey.removed").exists()
        assert OutboxMessage.objects.filter(subject="Usunięto klucz dostępu").exists()

    @pytest.mark.parametrize("page", ["name", "remove"])
    def test_somebody_elses_does_not_exist(self, page: str) -> None:
        with_passkey(make_user("b@city.example"))
        theirs = Authenticator.objects.get(type="webauthn").pk
        client, _device = with_passkey(make_user())
        for answer in (
            client.get(f"{LIST}{theirs}/{page}/"),
            client.post(f"{LIST}{theirs}/{page}/", {"name": "x"}),
        ):
            assert answer.status_code == 404

    def test_an_app_may_be_added_beside_it(self) -> None:
        client, _device = with_passkey(make_user())
        page = client.get("/pl/staff/account/second-factor/")
        assert "Ustaw aplikację uwierzytelniającą" in page.content.decode()
        code = code_of(page.context["form"].secret)
        client.post("/pl/staff/account/second-factor/", {"code": code})
        assert second_factor.has_app(User.objects.get())
        assert passkeys.passkeys_of(User.objects.get()).exists()

    def test_an_administrators_reset_forgets_it(self) -> None:
        user = make_user()
        _client, device = with_passkey(user)
        second_factor.remove(user)
        assert sign_in(client_on(), device).status_code == 200

    def test_the_list_costs_the_same_with_many(self, django_assert_num_queries: Any) -> None:
        client, _device = with_passkey(make_user())
        city.forget()
        for more in (1, 3):
            for _ in range(more):
                add(client, Device())
            client.get(LIST)  # the message that one was added, what pages ask once in a while
            with django_assert_num_queries(4):
                client.get(LIST)


def test_operators_are_offered_a_passkey_first(db: None) -> None:
    with entered_platform():
        user = make_user("op@ostoja.example")
        client = after_password(user, "operator")
        assert client.get(HOME)["Location"] == ADD
        page = client.get(ADD)
        assert "/pl/staff/account/second-factor/" in page.content.decode()
        assert add(client, Device(host="operator.localhost"))["Location"] == CODES
        assert is_in(client)
