"""What a hint is called and wrapped in on its way through Redis: nobody there can read either."""

import json
from typing import Any

from cryptography.exceptions import InvalidTag

from ostoja.privacy.keys import decrypt, encrypt, keyed_hash
from tenants.fence import current_schema

PURPOSE = "live hints"


def channel_of(topic: str, pk: object = None) -> str:
    """An HMAC of the present city's schema, the kind and the id, under the city's own key."""
    name = json.dumps([current_schema(), topic, None if pk is None else str(pk)])
    return f"live:{keyed_hash(PURPOSE, name.encode()).hex()}"


def sealed(facts: dict[str, Any] | None) -> bytes:
    """What a hint carries, under the city's key; empty where it carries nothing."""
    return encrypt(json.dumps(facts).encode(), PURPOSE) if facts else b""


def opened(hint: bytes) -> dict[str, Any] | None:
    """What a hint carried; None where it says only that something changed, or is not ours."""
    if not hint:
        return None
    try:
        found: dict[str, Any] = json.loads(decrypt(hint, PURPOSE))
    except (InvalidTag, ValueError):
        return None
    return found
