"""What is read about tokens."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from api.actions import token_hash
from api.models import Token
from ostoja.accounts.models import User


def token_of(written: str) -> Token | None:
    """The live token that was written into a request, with its person."""
    found = Token.objects.select_related("user").filter(token_hash=token_hash(written)).first()
    return found if found is not None and found.is_live else None


def tokens_of(user: User) -> QuerySet[Token]:
    """The person's tokens that still open something, the newest first."""
    return user.api_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())


def own_token(user: User, pk: UUID) -> Token | None:
    """One of the person's live tokens."""
    return tokens_of(user).filter(pk=pk).first()
