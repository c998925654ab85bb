"""Which people a browser has signed in before: a signed cookie, so that nobody is listed here.

It gives no access. Whoever deletes it is told of a new browser once more.
"""

import base64

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from ostoja.accounts.models import User
from ostoja.privacy.keys import keyed_hash
from tenants.fence.signing import signer

PURPOSE = "accounts.seen browsers"
LASTS = 400 * 24 * 60 * 60  # seconds; browsers keep no cookie longer
MOST = 10  # people who share a desk; beyond them the oldest is forgotten


def has_seen(request: HttpRequest, user: User) -> bool:
    """Whether this person has signed in with this browser before."""
    return _mark(user) in _marks(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser keep that this person has signed in with it."""
    mark = _mark(user)
    marks = [*(one for one in _marks(request) if one != mark), mark][-MOST:]
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signer(PURPOSE).sign(".".join(marks)),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        kept: str = signer(PURPOSE).unsign(
            request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), max_age=LASTS
        )
    except BadSignature:
        return []
    return kept.split(".")


def _mark(user: User) -> str:
    """Says nothing to whoever reads the cookie on a shared computer."""
    digest = keyed_hash(PURPOSE, user.pk.bytes)
    return base64.urlsafe_b64encode(digest[:12]).decode()
