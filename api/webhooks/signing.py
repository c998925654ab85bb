"""Secrets and signatures after Standard Webhooks 1.0 (https://www.standardwebhooks.com)."""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256

MARK = "whsec_"
BYTES = 32


def new_secret() -> str:
    """256 random bits, marked so that programs that look for leaked secrets know them."""
    return MARK + b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """``v1,`` and the HMAC of id, moment (seconds since 1970) and body."""
    key = b64decode(secret.removeprefix(MARK))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.new(key, signed, sha256).digest()).decode()


def headers(valid: Iterable[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; each secret that is valid signs."""
    signed = [signature(one, message_id, timestamp, body) for one in valid]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }
