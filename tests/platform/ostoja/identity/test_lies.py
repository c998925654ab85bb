"""A provider that lies, is late or is somebody else: nobody comes in, and no page breaks."""

import time
from typing import Any

import jwt
import pytest
from django.core.cache import cache

from ostoja.accounts import begun
from ostoja.accounts.models import User
from ostoja.identity import fetching
from ostoja.identity.models import BoundIdentity, IdentityProvider
from tests.platform.ostoja.accounts.people import client_on
from tests.platform.ostoja.identity.begun import kept_by
from tests.platform.ostoja.identity.liar import OTHER_KEY, Liar, begin, both, come_back
from tests.platform.ostoja.identity.provider import START, invited

BACK = "/sign-in/return/"
OK = b"HTTP/1.1 200 OK\r\n\r\n"
CODE = "/pl/staff/sign-in/code/"


def refused(answer: Any, status: int, words: str) -> None:
    """A clear page, and nothing was bound."""
    assert answer.status_code == status
    text = answer.content.decode()
    assert "Nie zalogowano Cię" in text
    assert words in text
    assert not BoundIdentity.objects.exists()


class TestHonest:
    def test_what_tells_the_truth_comes_in(self, liar: Liar, anna: User) -> None:
        assert both(client_on(), liar)["Location"] == CODE

    def test_the_code_is_exchanged_with_secret_and_verifier(self, liar: Liar, anna: User) -> None:
        client = client_on()
        asked = begin(client, liar)
        verifier = kept_by(client)["verifier"]
        come_back(client, asked["state"])
        [(_path, headers, form)] = [one for one in liar.asked if one[0] == "/token"]
        assert form["code_verifier"] == [verifier]
        assert form["redirect_uri"] == [asked["redirect_uri"]]
        assert headers["Authorization"].startswith("Basic ")
        assert "client_secret" not in form

    def test_some_take_the_secret_in_the_form(self, liar: Liar, anna: User) -> None:
        liar.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        both(client_on(), liar)
        [(_path, headers, form)] = [one for one in liar.asked if one[0] == "/token"]
        assert form["client_secret"] == ["known to two alone"]
        assert "Authorization" not in headers

    def test_some_tell_the_address_only_when_asked(self, liar: Liar, anna: User) -> None:
        liar.claims = {"email": None, "email_verified": None}
        assert both(client_on(), liar)["Location"] == CODE

    def test_the_description_is_remembered_for_a_while(self, liar: Liar, anna: User) -> None:
        for _ in range(3):
            both(client_on(), liar)
        assert [path for path, *_ in liar.asked].count("/.well-known/openid-configuration") == 1

    def test_the_provider_may_name_itself_on_the_way_back(self, liar: Liar, anna: User) -> None:
        assert both(client_on(), liar, iss=liar.issuer)["Location"] == CODE


WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "another provider's": {"iss": "https://evil.example"},
    "for another program": {"aud": "other"},
    "for others too": {"aud": ["ostoja", "other"], "azp": "other"},
    "out of date": {"exp": 1_700_000_000},
    "from the future": {"iat": 4_000_000_000},
    "nobody": {"sub": ""},
    "no subject": {"sub": None},
    "a number": {"sub": 7},
    "too long a name": {"sub": "x" * 256},
    "no end": {"exp": None},
    "a nonce of half a pair": {"nonce": "\ud800"},
    "a NUL": {"sub": "x\x00"},
    "half a pair": {"sub": "\ud800x"},
    "an address with a NUL": {"sub": "new", "email": "ann\x00a@city.example"},
    "an address with half a pair": {"sub": "new", "email": "ann\ud800a@city.example"},
    "an address on two lines": {"sub": "new", "email": "anna@city.example\nx@city.example"},
}


class TestStatements:
    @pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
    def test_a_wrong_one_proves_nothing(
        self, liar: Liar, anna: User, claims: dict[str, Any]
    ) -> None:
        liar.claims = claims
        refused(both(client_on(), liar), 403, "Nie udało się sprawdzić odpowiedzi")

    def test_one_that_somebody_else_signed(self, liar: Liar, anna: User) -> None:
        liar.key = OTHER_KEY
        refused(both(client_on(), liar), 403, "Nie udało się sprawdzić odpowiedzi")

    def test_one_signed_with_the_public_key_as_a_password(self, liar: Liar, anna: User) -> None:
        liar.key, liar.algorithm = b"x" * 64, "HS256"
        refused(both(client_on(), liar), 403, "Nie udało się sprawdzić odpowiedzi")

    def test_one_that_nobody_signed(
        self, liar: Liar, anna: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = client_on()
        asked = begin(client, liar)
        claims = jwt.decode(liar.token(), options={"verify_signature": False})
        unsigned = jwt.encode(claims, "", "none", headers={"kid": "1"})
        monkeypatch.setattr(Liar, "token", lambda _liar: unsigned)
        refused(come_back(client, asked["state"]), 403, "Nie udało się sprawdzić odpowiedzi")

    def test_one_of_another_attempt(self, liar: Liar, anna: User) -> None:
        """A code or statement that somebody else got is of no use in this browser."""
        begin(client_on(), liar)
        theirs, client = liar.nonce, client_on()
        asked = begin(client, liar)
        liar.nonce = theirs
        refused(come_back(client, asked["state"]), 403, "Nie udało się sprawdzić odpowiedzi")

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("Ewa\x00 Lis", "Ewa Lis"),
            ("Ewa\ud800 Lis", "Ewa Lis"),
            ("Ewa\n\nLis\u202e", "Ewa Lis"),
            ("\u2066Żaneta O'Hara-Łąka\u2069", "Żaneta O'Hara-Łąka"),
            ("\u202e\x07", "ewa@city.example"),
            ("E" * 200, "E" * 150),
        ],
    )
    def test_a_name_keeps_what_can_be_read(self, liar: Liar, name: str, kept: str) -> None:
        liar.claims = {"sub": "ewa", "email": "ewa@city.example", "name": name}
        invited("ewa@city.example")
        assert both(client_on(), liar).status_code == 302
        assert User.objects.get().full_name == kept

    def test_somebody_elses_address_is_not_taken(self, liar: Liar, anna: User) -> None:
        liar.claims = {"email": None}
        liar.raw["/userinfo"] = OK + b'{"sub": "ewa", "email": "anna@city.example"}'
        refused(both(client_on(), liar), 403, "Nie udało się sprawdzić odpowiedzi")


class TestWaysBack:
    @pytest.mark.parametrize("state", ["", "x", "ż", "\x00"])
    def test_another_state(self, liar: Liar, anna: User, state: str) -> None:
        client = client_on()
        begin(client, liar)
        refused(come_back(client, state), 400, "To logowanie wygasło")

    def test_without_a_beginning(self, liar: Liar, anna: User) -> None:
        refused(client_on().get(BACK), 400, "To logowanie wygasło")

    def test_twice(self, liar: Liar, anna: User) -> None:
        client = client_on()
        asked = begin(client, liar)
        assert come_back(client, asked["state"]).status_code == 302
        assert come_back(client, asked["state"]).status_code == 400

    def test_too_late(self, liar: Liar, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
        client = client_on()
        asked = begin(client, liar)
        monkeypatch.setattr(begun, "LASTS", -1)
        refused(come_back(client, asked["state"]), 400, "To logowanie wygasło")

    def test_after_the_city_chose_another_provider(self, liar: Liar, anna: User) -> None:
        client = client_on()
        asked = begin(client, liar)
        IdentityProvider.objects.update(issuer="https://other.example")
        refused(come_back(client, asked["state"]), 400, "To logowanie wygasło")

    def test_from_another_provider(self, liar: Liar, anna: User) -> None:
        answer = both(client_on(), liar, iss="https://evil.example")
        refused(answer, 403, "Nie udało się sprawdzić odpowiedzi")

    @pytest.mark.parametrize("error", ["access_denied", "server_error", "<script>"])
    def test_with_an_error(self, liar: Liar, anna: User, error: str) -> None:
        answer = both(client_on(), liar, error=error)
        refused(answer, 403, "Logowanie u dostawcy nie zostało dokończone")
        assert error not in answer.content.decode() or error == "access_denied"

    @pytest.mark.parametrize("code", ["", "x" * 10_000, "\x00", "ż"])
    def test_with_a_strange_code(self, liar: Liar, anna: User, code: str) -> None:
        liar.raw["/token"] = b'HTTP/1.1 400 Bad Request\r\n\r\n{"error": "invalid_grant"}'
        assert both(client_on(), liar, code=code).status_code in {403, 502}


BROKEN = {
    "a page": OK + b"<!DOCTYPE html><p>Hello",
    "a megabyte": OK + b"[" + b"1," * 600_000,
    "a list": OK + b"[]",
    "deep": OK + b'{"a":' * 5_000,
    "nothing": b"",
    "no answer of this kind": b"SSH-2.0-OpenSSH_9.2\r\n",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200,
    "elsewhere": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
    "its own fault": b"HTTP/1.1 500 Oh\r\n\r\n{}",
    "not text": OK + b"\xff\xfe\x00",
    "a wrong length": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
}


class TestBrokenProviders:
    @pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
    @pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
    def test_what_it_answers_never_breaks_the_page(
        self, liar: Liar, anna: User, path: str, body: bytes
    ) -> None:
        liar.raw[path] = body
        client = client_on()
        answer = client.get(START)
        if answer.status_code == 302:
            answer = come_back(client, kept_by(client)["state"])
        refused(answer, 502, "Dostawca teraz nie odpowiada")

    def test_one_that_drips_is_left(
        self, liar: Liar, anna: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fetching, "ALTOGETHER", 0.5)
        liar.drip = 0.1
        began = time.monotonic()
        refused(client_on().get(START), 502, "Dostawca teraz nie odpowiada")
        assert time.monotonic() - began < 3

    def test_one_that_is_down_is_not_asked_again_at_once(self, liar: Liar, anna: User) -> None:
        liar.raw["/.well-known/openid-configuration"] = b""
        for _ in range(3):
            assert client_on().get(START).status_code == 502
        assert len(liar.asked) == 1
        cache.clear()
        liar.raw.clear()
        assert client_on().get(START).status_code == 302

    @pytest.mark.parametrize(
        "description",
        [
            {"issuer": "https://evil.example"},
            {"authorization_endpoint": "javascript:alert(1)"},
            {"authorization_endpoint": None},
            {"token_endpoint": "ftp://x.example/"},
            {"jwks_uri": 7},
        ],
    )
    def test_a_description_with_wrong_addresses(
        self, liar: Liar, anna: User, description: dict[str, Any]
    ) -> None:
        liar.description = description
        refused(client_on().get(START), 502, "Dostawca teraz nie odpowiada")
