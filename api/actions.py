"""Making and revoking tokens."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from api.models import Token
from ostoja.accounts.models import User
from ostoja.accounts.notices import tell
from ostoja.audit import action, record
from ostoja.privacy.keys import keyed_hash

MARK = "ostoja"
"""What every token begins with, so that programs that look for leaked secrets know it."""
LASTS = 90
LONGEST = 365
"""Days."""
PURPOSE = "api token"


def token_hash(token: str) -> bytes:
    """What a token is looked up by in the present city."""
    return keyed_hash(PURPOSE, token.encode("utf-8", "replace"))


@action
def create_token(
    *, user: User, name: str, scopes: Sequence[str], days: int, by: User | None
) -> tuple[Token, str]:
    """Make a token; the row, and the token itself, which nobody can see again.

    256 random bits. ``days`` is how long it lasts, at most ``LONGEST``. Its person is told by
    e-mail, whoever made it.
    """
    if not 1 <= days <= LONGEST:
        raise ValueError(f"A token lasts 1 to {LONGEST} days.")
    prefix = secrets.token_hex(4)
    token = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    row = Token.objects.create(
        user=user,
        name=name,
        prefix=prefix,
        token_hash=token_hash(token),
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record("token.created", by=by, on=row, days=days, scopes=" ".join(row.scopes))
    tell(user, "token_made", beginning=f"{MARK}_{prefix}", until=row.expires_at)
    return row, token


@action
def revoke_token(*, token: Token, by: User | None) -> Token:
    """Make a token useless from now on."""
    row = Token.objects.select_for_update().get(pk=token.pk)
    row.revoked_at = row.revoked_at or timezone.now()
    row.save(update_fields=["revoked_at"])
    record("token.revoked", by=by, on=row)
    return row
