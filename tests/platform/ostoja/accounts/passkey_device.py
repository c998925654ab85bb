"""A device that holds passkeys, as far as a server sees one (WebAuthn, with key type ES256)."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256, CoseKey
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from ostoja.accounts.models import User
from tests.platform.ostoja.accounts.people import client_on, type_password

HOME = "/pl/staff/"
ADD = "/pl/staff/account/passkeys/add/"
SIGN_IN = "/pl/staff/sign-in/passkey/"
FLAG = AuthenticatorData.FLAG
UNLOCKED = FLAG.UP | FLAG.UV
NOTHING = FLAG(0)


@dataclass
class Device:
    """One passkey. ``host`` is what the browser's address bar shows; tests change what lies."""

    host: str = "gdansk.localhost"
    scheme: str = "http"
    counter: int = 0
    flags: FLAG = UNLOCKED
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: bytes = b""
    party: str = ""

    def create(self, options: str) -> dict[str, Any]:
        """What a browser gives for ``navigator.credentials.create``."""
        asked = json.loads(options)["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        key: CoseKey = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        credential = AttestedCredentialData.create(bytes(16), self.credential_id, key)
        data = self._data(FLAG.AT, credential)
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def get(self, options: str) -> dict[str, Any]:
        """What a browser gives for ``navigator.credentials.get``."""
        asked = json.loads(options)["publicKey"]
        client, data = self._client("webauthn.get", asked["challenge"]), self._data()
        signed = data + sha256(client).digest()
        return self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.user_handle,
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return CollectedClientData.create(kind, challenge, f"{self.scheme}://{self.host}")

    def _data(self, more: FLAG = NOTHING, credential: bytes = b"") -> AuthenticatorData:
        if self.counter:
            self.counter += 1
        party = sha256((self.party or self.host).encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(
            party, self.flags | more, self.counter, credential
        )
        return data

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        response = {key: websafe_encode(value) for key, value in parts.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def add(client: Client, device: Device, name: str = "Telefon") -> Any:
    """Add the device's passkey on the person's own page."""
    answer = device.create(client.get(ADD).context["options"])
    return client.post(ADD, {"name": name, "answer": json.dumps(answer)})


def sign_in(client: Client, device: Device, **query: str) -> Any:
    """Sign in with the device, alone or after the password."""
    answer = device.get(client.get(SIGN_IN, query_params=query or None).context["options"])
    return client.post(SIGN_IN, {"answer": json.dumps(answer), **query})


def after_password(user: User, slug: str = "gdansk") -> Client:
    """A browser that knows the password alone."""
    client = client_on(slug)
    type_password(client, user.email)
    return client


def with_passkey(user: User, **facts: Any) -> tuple[Client, Device]:
    """A browser that is signed in, of a person whose only factor is a passkey."""
    client, device = after_password(user), Device(**facts)
    assert add(client, device).status_code == 302
    return client, device


def is_in(client: Client) -> bool:
    """Whether this browser reaches the pages for staff."""
    return bool(client.get(HOME).status_code == 200)
