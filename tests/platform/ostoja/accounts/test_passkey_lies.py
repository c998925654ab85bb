"""Answers that lie about themselves, answers of others, and garbage."""

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ostoja.accounts import passkeys
from ostoja.accounts.begun import LASTS
from ostoja.accounts.forms.passkeys import LONGEST_ANSWER
from ostoja.accounts.models import User
from tests.platform.ostoja.accounts.passkey_device import (
    ADD,
    FLAG,
    SIGN_IN,
    Device,
    add,
    after_password,
    is_in,
    sign_in,
    with_passkey,
)
from tests.platform.ostoja.accounts.people import (
    client_on,
    give_second_factor,
    make_user,
)

LIARS = {
    "another city's page": {"host": "gdynia.localhost", "party": "gdansk.localhost"},
    "another city's passkey": {"party": "gdynia.localhost"},
    "a host below ours": {"host": "evil.gdansk.localhost", "party": "gdansk.localhost"},
    "another port": {"host": "gdansk.localhost:8443", "party": "gdansk.localhost"},
    "another scheme": {"scheme": "https"},
    "nobody unlocked it": {"flags": FLAG.UP},
    "nobody was there": {"flags": FLAG.UV},
}


@pytest.mark.usefixtures("gdansk")
class TestLies:
    @pytest.mark.parametrize("facts", LIARS.values(), ids=LIARS)
    def test_a_lying_answer_adds_nothing(self, facts: dict[str, Any]) -> None:
        answer = add(after_password(make_user()), Device(**facts), "Mój telefon")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "<title>Błąd: " in text
        assert "Mój telefon" in text
        assert not Authenticator.objects.exists()

    @pytest.mark.parametrize("facts", LIARS.values(), ids=LIARS)
    def test_a_lying_answer_lets_nobody_in(self, facts: dict[str, Any]) -> None:
        _client, device = with_passkey(make_user())
        for name, value in facts.items():
            setattr(device, name, value)
        client = client_on()
        assert sign_in(client, device).status_code == 200
        assert not is_in(client)

    def test_an_answer_counts_once(self) -> None:
        _client, device = with_passkey(make_user())
        client = client_on()
        answer = json.dumps(device.get(client.get(SIGN_IN).context["options"]))
        assert client.post(SIGN_IN, {"answer": answer}).status_code == 302
        client.post("/pl/staff/sign-out/")
        client.get(SIGN_IN)
        assert client.post(SIGN_IN, {"answer": answer}).status_code == 200

    def test_nor_does_it_with_the_cookie_of_the_first_time(self) -> None:
        _client, device = with_passkey(make_user())
        client = client_on()
        answer = json.dumps(device.get(client.get(SIGN_IN).context["options"]))
        kept = client.cookies[passkeys.BEGUN.cookie].value
        assert client.post(SIGN_IN, {"answer": answer}).status_code == 302
        other = client_on()
        other.cookies[passkeys.BEGUN.cookie] = kept
        assert other.post(SIGN_IN, {"answer": answer}).status_code == 200
        assert not is_in(other)

    def test_answers_of_the_last_minutes_are_remembered_and_no_older_ones(self) -> None:
        _client, device = with_passkey(make_user())
        row = passkeys.passkeys_of(User.objects.get()).get()
        now = int(time.time())
        row.data[passkeys.SPENT] = {"old": now - 2 * LASTS, "new": now - 1}
        row.save()
        assert sign_in(client_on(), device).status_code == 302
        row.refresh_from_db()
        assert len(row.data[passkeys.SPENT]) == 2
        assert "old" not in row.data[passkeys.SPENT]

    def test_a_wrong_answer_spends_the_challenge(self) -> None:
        _client, device = with_passkey(make_user())
        client = client_on()
        options = client.get(SIGN_IN).context["options"]
        challenge = client.cookies[passkeys.BEGUN.cookie].value
        client.post(SIGN_IN, {"answer": json.dumps({"rawId": "AA", "response": {}})})
        assert client.cookies[passkeys.BEGUN.cookie].value != challenge
        answer = json.dumps(device.get(options))
        assert client.post(SIGN_IN, {"answer": answer}).status_code == 200

    def test_an_answer_to_another_browser_is_refused(self) -> None:
        _client, device = with_passkey(make_user())
        answer = json.dumps(device.get(client_on().get(SIGN_IN).context["options"]))
        other = client_on()
        assert other.post(SIGN_IN, {"answer": answer}).status_code == 200
        assert not is_in(other)

    def test_another_key_under_the_same_name_is_refused(self) -> None:
        _client, device = with_passkey(make_user())
        forged = Device(credential_id=device.credential_id, user_handle=device.user_handle)
        client = client_on()
        assert sign_in(client, forged).status_code == 200
        assert not is_in(client)

    def test_an_id_that_somebody_has_cannot_be_added_again(self) -> None:
        _client, device = with_passkey(make_user())
        twin = Device(credential_id=device.credential_id)
        other = after_password(make_user("b@city.example"))
        assert add(other, twin).status_code == 200
        assert Authenticator.objects.filter(type="webauthn").count() == 1

    def test_a_copy_is_noticed_by_its_counter(self) -> None:
        _client, device = with_passkey(make_user(), counter=1)
        assert sign_in(client_on(), device).status_code == 302
        device.counter = 1
        copy = client_on()
        assert sign_in(copy, device).status_code == 200
        assert not is_in(copy)

    def test_a_person_may_not_use_somebody_elses_as_the_second_step(self) -> None:
        _client, device = with_passkey(make_user("b@city.example"))
        user = make_user()
        give_second_factor(user)
        client = after_password(user)
        assert sign_in(client, device).status_code == 200
        assert not is_in(client)


GARBAGE = [
    "",
    "nonsense",
    "null",
    "[]",
    "{}",
    '{"rawId": 1}',
    '{"rawId": "AA", "id": "AA", "response": null}',
    '{"rawId": 900000000000, "id": 900000000000, "response": {"signature": 900000000000}}',
    '{"rawId": "AA", "id": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "oA"}}',
    '{"rawId": "\\ud800", "response": {"userHandle": "AAAA"}}',
    "[" * 5_000,
    '{"a": "' + "x" * LONGEST_ANSWER + '"}',
    "\x00",
]


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("answer", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_refused_in_words(answer: str) -> None:
    client = after_password(make_user())
    client.get(ADD)
    adding = client.post(ADD, {"name": "Telefon", "answer": answer})
    other = client_on()
    other.get(SIGN_IN)
    signing_in = other.post(SIGN_IN, {"answer": answer})
    for page in (adding, signing_in):
        assert page.status_code == 200
        assert "<title>Błąd: " in page.content.decode()


@pytest.mark.usefixtures("gdansk")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=some.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]),
    value=some.one_of(some.binary(max_size=200), some.integers(), some.none(), some.text()),
)
def test_no_generated_answer_lets_in_or_breaks_the_page(where: str, value: Any) -> None:
    device = Device(user_handle=b"0" * 16)
    client = client_on()
    answer = device.get(client.get(SIGN_IN).context["options"])
    sent = websafe_encode(value) if isinstance(value, bytes) else value
    answer["response"][where] = sent
    page = client.post(SIGN_IN, {"answer": json.dumps(answer)})
    assert page.status_code == 200
