"""What somebody has looked for, kept so that Back shows it again and no address tells of whom.

It lies in the person's own session, encrypted under the city's key: an address has a random name
for it and nothing else. It ends with the session, or when ten others have followed.
"""

import base64
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag

from ostoja.access.door import StaffRequest
from ostoja.privacy.keys import decrypt, encrypt

KEPT = "case_searches"  # in the session
MOST = 10


def keep(request: StaffRequest, words: str) -> str:
    """The name under which these words are found again."""
    name = secrets.token_urlsafe(9)
    sealed = base64.b64encode(encrypt(words.encode(), _purpose(request))).decode()
    before = list(_kept(request).items())[-(MOST - 1) :]
    request.session[KEPT] = dict([*before, (name, sealed)])
    return name


def words_under(request: StaffRequest, name: str) -> str | None:
    """The words; None once they are forgotten, and for whoever never typed them."""
    sealed = _kept(request).get(name)
    if sealed is None:
        return None
    try:
        return decrypt(base64.b64decode(sealed), _purpose(request)).decode()
    except (InvalidTag, ValueError):
        return None


def _kept(request: StaffRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(KEPT, {})
    return found


def _purpose(request: StaffRequest) -> str:
    return f"cases.search.{request.user.pk}"
