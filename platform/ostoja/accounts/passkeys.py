"""Passkeys: what a browser is asked, and what its answer proves. A passkey is a row of allauth's.

The relying party is the host of the request, and the origin must be exactly the request's: a
passkey of one city's host means nothing on another's.
"""

import hashlib
import json
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ostoja.accounts.begun import LASTS, Begun
from ostoja.accounts.models import User

PASSKEY = Authenticator.Type.WEBAUTHN
MOST = 20  # of one person
LONGEST_NAME = 60
STATE = "passkey_challenge"  # in the session of whoever has one, until the first answer
BEGUN = Begun("passkey")  # with whoever has none
SPENT = "spent"  # challenges of strangers that this passkey has answered, and when
VERIFIED = UserVerificationRequirement.REQUIRED

# What reading a stranger's bytes may stumble over; tests try many.
UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class PasskeyRefused(Exception):
    """The answer proves nothing: unreadable, of another host, out of date or used before."""


@dataclass(frozen=True)
class NewPasskey:
    """What is kept of a passkey: its public half, and how often it has signed."""

    credential: AttestedCredentialData
    counter: int

    def data(self, name: str) -> dict[str, Any]:
        """The content of its row."""
        return {
            "name": name,
            "id": websafe_encode(self.credential.credential_id),
            "credential": websafe_encode(self.credential),
            "counter": self.counter,
        }


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    """The person's passkeys, the oldest first."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=user.pk, type=PASSKEY)
    return found.order_by("created_at", "pk")


def is_known(passkey: NewPasskey) -> bool:
    """Whether somebody of this city, perhaps somebody else, has a passkey with this id."""
    found = Authenticator.objects.filter(
        type=PASSKEY, data__id=websafe_encode(passkey.credential.credential_id)
    )
    return bool(found.exists())


def creation_options(request: HttpRequest, user: User) -> str:
    """What the browser is asked in order to make a passkey, as JSON; also keeps the challenge."""
    entity = PublicKeyCredentialUserEntity(
        id=user.pk.bytes, name=user.email, display_name=user.full_name or user.email
    )
    options, state = _server(request).register_begin(
        entity,
        credentials=[_credential(row) for row in passkeys_of(user)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    request.session[STATE] = state
    return json.dumps(dict(options))


def request_options(request: HttpRequest, user: User) -> str:
    """What the browser is asked in order to prove a passkey, as JSON; also keeps the challenge."""
    known = [_credential(row) for row in passkeys_of(user)]
    options, state = _server(request).authenticate_begin(known, user_verification=VERIFIED)
    request.session[STATE] = state
    return json.dumps(dict(options))


def strangers_options(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    """The same for whoever has no session, with the challenge for ``BEGUN``.

    Any passkey of this host will do: it says whose it is.
    """
    options, state = _server(request).authenticate_begin(None, user_verification=VERIFIED)
    return json.dumps(dict(options)), state


def made(request: HttpRequest, answer: Mapping[str, Any]) -> NewPasskey:
    """The passkey that the browser has just made; raises ``PasskeyRefused``."""
    state = _take_challenge(request)
    try:
        data = _server(request).register_complete(
            state, RegistrationResponse.from_dict(_texts(answer))
        )
        if data.credential_data is None:
            raise PasskeyRefused
        return NewPasskey(data.credential_data, data.counter)
    except UNREADABLE as error:
        raise PasskeyRefused from error


def proven(
    request: HttpRequest, answer: Mapping[str, Any], user: User | None = None
) -> Authenticator:
    """The passkey that this answer proves, the given person's or anybody's.

    Raises ``PasskeyRefused``. The row is locked while its counter is raised, so of two copies
    of a passkey that answer at once one is refused.
    """
    state = BEGUN.read(request) if user is None else _take_challenge(request)
    if state is None:
        raise PasskeyRefused
    try:
        response = AuthenticationResponse.from_dict(_texts(answer))
        owner = user.pk if user is not None else UUID(bytes=response.response.user_handle)
        with transaction.atomic():
            row = _locked(owner, response.raw_id)
            _server(request).authenticate_complete(state, [_credential(row)], response)
            _spend(row, state["challenge"])
            _raise_counter(row, response.response.authenticator_data)
            return row
    except UNREADABLE as error:
        raise PasskeyRefused from error


def _texts(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What counts in the answer: texts alone. The library would make a number into that many
    bytes.
    """
    response = {key: part for key, part in answer["response"].items() if isinstance(part, str)}
    return {"id": str(answer["id"]), "rawId": str(answer["rawId"]), "response": response}


def _take_challenge(request: HttpRequest) -> Any:
    """Each challenge is answered once, whether or not the answer was right."""
    state = request.session.pop(STATE, None)
    if state is None:
        raise PasskeyRefused
    return state


def _locked(owner: UUID, credential_id: bytes) -> Authenticator:
    rows = Authenticator.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(user_id=owner, type=PASSKEY, data__id=websafe_encode(credential_id)).first()
    if row is None:
        raise PasskeyRefused
    return row


def _spend(row: Authenticator, challenge: str) -> None:
    """A challenge opens once. The cookie that kept a stranger's may be sent again."""
    digest, now = hashlib.sha256(challenge.encode()).hexdigest(), int(time.time())
    spent = row.data.get(SPENT, {})
    if digest in spent:
        raise PasskeyRefused
    fresh = {one: at for one, at in spent.items() if now - at <= LASTS}
    row.data[SPENT] = {**fresh, digest: now}


def _raise_counter(row: Authenticator, data: AuthenticatorData) -> None:
    """A counter that does not grow tells of a copy (WebAuthn, 7.2 step 22); many stay at 0."""
    if (data.counter or row.data["counter"]) and data.counter <= row.data["counter"]:
        raise PasskeyRefused
    row.data["counter"] = data.counter
    row.save(update_fields=["data"])
    row.record_usage()


def _credential(row: Authenticator) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.data["credential"]))


def _server(request: HttpRequest) -> Fido2Server:
    host = request.get_host()
    origin = f"{request.scheme}://{host}"
    party = PublicKeyCredentialRpEntity(id=host.partition(":")[0].lower(), name=_name(request))
    return Fido2Server(party, verify_origin=lambda said: said == origin)


def _name(request: HttpRequest) -> str:
    city = getattr(request, "city", None)
    return f"Ostoja {city.name}" if city else "Ostoja"
