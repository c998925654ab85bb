"""OpenID Connect: the authorization code flow with state, nonce and PKCE (RFC 9700).

Sources: OpenID Connect Core 1.0 and Discovery 1.0, RFC 6749, 7636, 9207, 9700.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

import jwt
from django.core.cache import cache

from ostoja.identity.fetching import Unreachable, fetch_json, is_allowed
from ostoja.identity.models import IdentityProvider

SCOPES = "openid email profile"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LEEWAY = 60  # seconds by which the provider's clock may be wrong
REMEMBERED = 600  # seconds
NOT_ASKED_AGAIN = 10  # seconds after a provider did not answer
LONGEST_SUBJECT = 255  # characters (Core, 2)

# How a provider says that it asked for more than a password.
MFA_METHOD = "mfa"  # RFC 8176
MFA_CONTEXTS = frozenset(
    {
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "phr",  # OpenID EAP ACR Values 1.0: resistant to phishing
        "phrh",
    }
)

# What reading somebody's statement or keys may stumble over; tests try many.
UNREADABLE = (
    jwt.PyJWTError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Distrusted(Exception):
    """The provider's answer does not prove who somebody is."""


@dataclass(frozen=True)
class Endpoints:
    """What a provider says of itself."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    takes_secret_in_form: bool


@dataclass(frozen=True)
class Attempt:
    """What must come back in the same browser, which keeps it."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Attempt":
        """Three random texts that nobody guesses."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier (RFC 7636, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class Claims:
    """What a provider proved of somebody."""

    issuer: str
    subject: str
    email: str = ""
    is_email_verified: bool = False
    name: str = ""
    has_second_factor: bool = False


def endpoints_of(issuer: str) -> Endpoints:
    """The provider's addresses, remembered for ten minutes. Raises ``Unreachable``."""
    key = f"identity:{hashlib.sha256(issuer.encode()).hexdigest()}"
    known = cache.get(key)
    if isinstance(known, str):
        raise Unreachable(known)
    if known is None:
        try:
            known = discover(issuer)
        except Unreachable as error:
            cache.set(key, error.reason, NOT_ASKED_AGAIN)
            raise
        cache.set(key, known, REMEMBERED)
    found: Endpoints = known
    return found


def discover(issuer: str) -> Endpoints:
    """Ask the provider for its addresses now. Raises ``Unreachable``."""
    found = fetch_json(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Unreachable("issuer")
    methods = found.get("token_endpoint_auth_methods_supported")
    return Endpoints(
        authorization=_address(found, "authorization_endpoint"),
        token=_address(found, "token_endpoint"),
        keys=_address(found, "jwks_uri"),
        userinfo=_address(found, "userinfo_endpoint") if "userinfo_endpoint" in found else "",
        takes_secret_in_form=isinstance(methods, list) and "client_secret_basic" not in methods,
    )


def _address(found: Mapping[str, Any], name: str) -> str:
    address = found.get(name)
    if not isinstance(address, str) or not is_allowed(address):
        raise Unreachable("endpoints")
    return address


def signing_keys(endpoints: Endpoints) -> list[jwt.PyJWK]:
    """The provider's public keys. Raises ``Unreachable``."""
    try:
        return jwt.PyJWKSet.from_dict(fetch_json(endpoints.keys)).keys
    except UNREADABLE as error:
        raise Unreachable("keys") from error


def way_there(
    provider: IdentityProvider, attempt: Attempt, redirect_uri: str, language: str
) -> str:
    """The provider's page to which the browser is sent. Raises ``Unreachable``."""
    address = endpoints_of(provider.issuer).authorization
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": attempt.challenge,
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    return address + ("&" if "?" in address else "?") + urlencode(query)


def claims_for(
    provider: IdentityProvider, code: str, attempt: Attempt, redirect_uri: str
) -> Claims:
    """Exchange the code that came back. Raises ``Unreachable`` and ``Distrusted``."""
    endpoints = endpoints_of(provider.issuer)
    tokens = _exchanged(provider, endpoints, code, attempt, redirect_uri)
    proven = _proven(provider, endpoints, tokens.get("id_token"), attempt.nonce)
    if "email" not in proven and endpoints.userinfo:
        proven = {**_userinfo(endpoints, tokens, proven["sub"]), **proven}
    return Claims(
        issuer=provider.issuer,
        subject=proven["sub"],
        email=_readable(str(proven.get("email") or "").strip().lower()),
        is_email_verified=_is_true(proven.get("email_verified")),
        name=_one_line(str(proven.get("name") or ""))[:150],
        has_second_factor=_has_second_factor(proven),
    )


def _exchanged(
    provider: IdentityProvider,
    endpoints: Endpoints,
    code: str,
    attempt: Attempt,
    redirect_uri: str,
) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": attempt.verifier,
    }
    headers = {}
    if endpoints.takes_secret_in_form:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    else:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return fetch_json(endpoints.token, form=form, headers=headers)


def _proven(
    provider: IdentityProvider, endpoints: Endpoints, token: object, nonce: str
) -> dict[str, Any]:
    """The signed statement's content; everything that Core 3.1.3.7 asks for is checked."""
    if not isinstance(token, str):
        raise Distrusted("no statement")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, endpoints).key,
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except UNREADABLE as error:
        raise Distrusted("the statement") from error
    if not hmac.compare_digest(str(claims["nonce"]).encode(errors="replace"), nonce.encode()):
        raise Distrusted("another attempt")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Distrusted("another program")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise Distrusted("the subject")
    _readable(claims["sub"])
    return claims


def _key_of(token: str, endpoints: Endpoints) -> jwt.PyJWK:
    """By its name; a statement without one is of the only key there is."""
    name, keys = jwt.get_unverified_header(token).get("kid"), signing_keys(endpoints)
    signing = [key for key in keys if key.public_key_use in {None, "sig"}]
    fitting = [key for key in signing if name is None or key.key_id == name]
    if len(fitting) != 1:
        raise Distrusted("the key")
    return fitting[0]


def _userinfo(endpoints: Endpoints, tokens: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """For providers that put the address there only; it must be about the same person."""
    token = tokens.get("access_token")
    if not isinstance(token, str) or not (token.isascii() and token.isprintable()):
        raise Distrusted("no access")
    found = fetch_json(endpoints.userinfo, headers={"Authorization": f"Bearer {token}"})
    if found.get("sub") != subject:
        raise Distrusted("somebody else")
    return {name: found[name] for name in ("email", "email_verified", "name") if name in found}


def _readable(text: str) -> str:
    """The text. What tells people apart is never mended, and a NUL or half a pair is not kept."""
    if not text.isprintable():
        raise Distrusted("the characters")
    return text


def _one_line(name: str) -> str:
    """Without line ends and signs that turn the line around: others will read it in lists."""
    return "".join(sign for sign in " ".join(name.split()) if sign.isprintable()).strip()


def _is_true(claim: object) -> bool:
    """Some providers write it as a text."""
    return claim is True or claim == "true"


def _has_second_factor(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    if isinstance(methods, list) and MFA_METHOD in methods:
        return True
    return str(claims.get("acr")) in MFA_CONTEXTS
