"""Whole addresses of pages, for what is printed on a terminal."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def origin_of(host: str) -> str:
    """Where a host is reached: on localhost at the port of the running demonstration."""
    if settings.IS_LOCAL:
        return f"http://{host}:{settings.PORT}"
    return f"https://{host}"


def invitation_address(host: str, token: str, *, routes: str, language: str = "pl") -> str:
    """The address behind an invitation; ``routes`` is the host's urlconf."""
    with translation.override(language):
        return origin_of(host) + reverse("accept_invitation", args=[token], urlconf=routes)
