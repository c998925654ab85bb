"""What is read about tokens."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from api.actions import token_hash
from api.models import Token
from ostoja.accounts.memberships import HeldBy, remember
from ostoja.accounts.models import User
from tenants.fence.remembered import Remembered

TOKENS = Remembered(
    lambda value: (
        Token.objects.filter(token_hash=value)
        .select_related("user")
        .annotate(held=HeldBy("user_id"))
        .order_by()
    )
)


def token_of(written: str) -> Token | None:
    """The live token that was written into a request, with its person and what they may do."""
    found = next(TOKENS.rows(token_hash(written)), None)
    if found is None or not found.is_live:
        return None
    remember(found.user, found.held)  # type: ignore[attr-defined]
    return found


def tokens_of(user: User) -> QuerySet[Token]:
    """The person's tokens that still open something, the newest first."""
    return user.api_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())


def own_token(user: User, pk: UUID) -> Token | None:
    """One of the person's live tokens."""
    return tokens_of(user).filter(pk=pk).first()
