"""Receipt codes: how an anonymous person comes back, without the code being kept anywhere.

A code is derived from the city's key and the submission's id, so the same submission can be
shown it again; it is looked up by a keyed hash.
"""

import hmac
import re
from hashlib import sha256
from uuid import UUID

from ostoja.privacy.keys import keyed_hash, subkey

DIGITS = 16
_IGNORED = re.compile(r"[\s.\-–—]+")


def code_for(submission: UUID) -> str:
    """The 16 digits of a submission as ``1234 5678 9012 3456``."""
    digest = hmac.new(subkey("receipt code"), submission.bytes, sha256).digest()
    digits = f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))


def normalise(typed: str) -> str | None:
    """The bare 16 digits of what was typed or pasted, or None if it cannot be a code."""
    digits = _IGNORED.sub("", typed)
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def digits_in(typed: str) -> int:
    """How many digits somebody typed, so that they can be told which are missing."""
    return sum(character in "0123456789" for character in typed)


def lookup_hash(typed: str) -> bytes | None:
    """What a code is looked up by; None if it cannot be a code."""
    digits = normalise(typed)
    return keyed_hash("receipt lookup", digits.encode()) if digits else None
