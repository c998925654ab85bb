"""Who a program acts for: a token in the header and nothing else, so never a browser's session."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api.models import Token
from api.selectors import token_of
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import User

KEYWORD = "Token"
LONGEST = 200
REFUSED = _("This token opens nothing here: it is wrong, expired, revoked, or of another city.")


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Token …``. All tokens that do not work are refused in the same words."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        token = _token(parts)
        if token is None or not may_sign_in(token.user):
            raise AuthenticationFailed(REFUSED)
        _note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return KEYWORD


def _token(parts: list[bytes]) -> Token | None:
    if len(parts) != 2 or parts[0].lower() != KEYWORD.lower().encode() or len(parts[1]) > LONGEST:
        return None
    return token_of(parts[1].decode("latin-1"))


def _note_use(token: Token) -> None:
    """The day, once a day: enough to find tokens that nobody uses."""
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)


def token_in(request: Any) -> Token | None:
    """The token that a request came with."""
    return request.auth if isinstance(request.auth, Token) else None
