"""Whatever a provider writes in its documents, no page breaks."""

import json
from typing import Any

from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ostoja.accounts.models import User
from tests.platform.ostoja.accounts.people import client_on
from tests.platform.ostoja.identity.liar import Liar, both
from tests.platform.ostoja.identity.provider import START

OK = b"HTTP/1.1 200 OK\r\n\r\n"
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
CLAIMS = ["iss", "sub", "aud", "azp", "exp", "iat", "nbf", "nonce", "email", "email_verified"]
DESCRIBED = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "token_endpoint_auth_methods_supported",
]
GENERATED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestGenerated:
    @GENERATED
    @given(name=some.sampled_from([*CLAIMS, "name", "amr", "acr"]), value=ANYTHING)
    def test_no_statement_breaks_the_page(
        self, liar: Liar, anna: User, name: str, value: Any
    ) -> None:
        liar.claims = {name: value}
        # 502 where the liar's own library refuses to write it.
        assert both(client_on(), liar).status_code in {302, 403, 502}

    @GENERATED
    @given(name=some.sampled_from(DESCRIBED), value=ANYTHING)
    def test_no_description_breaks_the_page(
        self, liar: Liar, anna: User, name: str, value: Any
    ) -> None:
        cache.clear()
        liar.description = {name: value}
        assert client_on().get(START).status_code in {302, 502}

    @GENERATED
    @given(keys=ANYTHING)
    def test_no_keys_break_the_page(self, liar: Liar, anna: User, keys: Any) -> None:
        liar.raw["/keys"] = OK + json.dumps({"keys": keys}).encode()
        assert both(client_on(), liar).status_code in {403, 502}
