"""Leaving unseen: pages that tell nothing in a browser's history, and the server's part of leaving.

``unseen`` goes around each view of the contact, where its route is written: one neutral title,
nothing kept, a neutral name for whatever is saved. Templates need to do nothing for it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ostoja.ui.city import CityFacts, facts_of

NEUTRAL_SITE: Final = "https://www.wikipedia.org/"
ADDRESS: Final = "/go/"  # where a browser asks to forget; it tells nothing in a history
FILE: Final = "info"  # what a saved file is called, whatever is in it

View = Callable[..., HttpResponse]


def unseen(view: View) -> View:
    """The page of a contact: its title and its headers tell nothing of what it is about."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_unseen = True  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, noarchive"
        return response

    return guarded


def is_unseen(request: HttpRequest) -> bool:
    """Whether this page is one of the contact."""
    return getattr(request, "is_unseen", False)


def exit_site(facts: CityFacts) -> str:
    """Where the quick exit leads: the city's choice, else the installation's."""
    return facts.exit_site or getattr(settings, "EXIT_URL", NEUTRAL_SITE)


def check_exit_site(address: str) -> None:
    """Refuses an address that would not open, or that would lead back to where somebody left."""
    URLValidator(schemes=["https"])(address)
    if not address.isprintable():
        raise ValidationError(_("Give the plain address of a site, such as https://example.org/."))
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    if host == settings.BASE_DOMAIN or host.endswith(f".{settings.BASE_DOMAIN}"):
        raise ValidationError(_("Give a site that has nothing to do with this one."))
    if parts.query or parts.fragment or parts.username or parts.port:
        raise ValidationError(_("Give the plain address of a site, such as https://example.org/."))


def cookies_of_residents() -> tuple[str, ...]:
    """All cookies that a resident's browser may have got from us. Those of staff stay: they work
    on the same host, and somebody else's session is nothing to be ended from here.
    """
    return settings.DISPLAY_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME


@csrf_exempt  # It carries nobody's authority, and all that it does is to forget.
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget: a script tells it in passing (POST); a link without scripts goes on to the site."""
    response = (
        HttpResponse(status=204)
        if request.method == "POST"
        else HttpResponseRedirect(exit_site(facts_of(request)))
    )
    for name in cookies_of_residents():
        response.delete_cookie(name, samesite="Lax")
    # Not "storage" nor "cookies": that would also throw out who works here on the same device.
    response["Clear-Site-Data"] = '"cache"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
