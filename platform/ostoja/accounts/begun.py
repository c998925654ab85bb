"""What a stranger's browser keeps of a sign-in that was begun: signed, short-lived, of one city.

A session would be a row in the database for everybody who opens such a page, programs too.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tenants.fence.signing import signer

LASTS = 600  # seconds


@dataclass(frozen=True)
class Begun:
    """One way to sign in, as far as a browser has come with it.

    Whoever uses it sees to it that what was begun ends once: a cookie can be sent again.
    """

    way: str

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return f"{settings.BEGUN_COOKIE_PREFIX}{self.way}"

    def keep(self, response: HttpResponseBase, value: dict[str, Any]) -> None:
        """Hand it to the browser, instead of what it kept before."""
        response.set_cookie(
            self.cookie,
            signer(self._purpose).sign_object(value),
            max_age=LASTS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def read(self, request: HttpRequest) -> dict[str, Any] | None:
        """What the browser brought back; None for what is forged, too old or of another city."""
        try:
            value: dict[str, Any] = signer(self._purpose).unsign_object(
                request.COOKIES.get(self.cookie, ""), max_age=LASTS
            )
        except (BadSignature, ValueError):
            return None
        return value

    def forget(self, response: HttpResponseBase) -> None:
        """It has ended."""
        response.delete_cookie(self.cookie, samesite="Lax")

    @property
    def _purpose(self) -> str:
        return f"sign_in.begun.{self.way}"
