"""Where a choice is kept: a cookie on the device; of staff their profile, which follows them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from ostoja.ui.display.settings import DisplaySettings

A_YEAR = 365 * 24 * 60 * 60
# Named, not imported: accounts stand beside the design system and use it themselves.
CHOOSE = "ostoja.accounts.actions.choose_display"


def settings_of(request: HttpRequest) -> DisplaySettings:
    """What the person chose: of somebody signed in the profile says it, else the device's cookie.

    Without a cookie of a session nothing is asked of sessions or the database.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not _is_at_hand(request):
        return _on_the_device(request)
    return _of(getattr(request, "user", None)) or _on_the_device(request)


def known_settings(request: HttpRequest) -> DisplaySettings:
    """The same without asking the database: for pages that say that something failed."""
    return (_of(request.user) if _is_at_hand(request) else None) or _on_the_device(request)


def keep(request: HttpRequest, response: HttpResponse, chosen: DisplaySettings) -> None:
    """Keep it in the profile of who is signed in: others may work at the same computer.

    Else on the device, for a year; the cookie says nothing about a person and needs no consent.
    """
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        import_string(CHOOSE)(user=user, display=str(chosen), by=user)
    elif chosen.is_usual:
        response.delete_cookie(settings.DISPLAY_COOKIE_NAME, samesite="Lax")
    else:
        _put_cookie(response, str(chosen))


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Nothing is chosen any more, neither in the profile nor on the device."""
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        import_string(CHOOSE)(user=user, display="", by=user)
    response.delete_cookie(settings.DISPLAY_COOKIE_NAME, samesite="Lax")


def _put_cookie(response: HttpResponse, text: str) -> None:
    response.set_cookie(
        settings.DISPLAY_COOKIE_NAME,
        text,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _on_the_device(request: HttpRequest) -> DisplaySettings:
    return DisplaySettings.from_text(request.COOKIES.get(settings.DISPLAY_COOKIE_NAME, ""))


def _of(user: Any) -> DisplaySettings | None:
    text = getattr(user, "display", "")
    return DisplaySettings.from_text(text) if text else None


def _is_at_hand(request: HttpRequest) -> bool:
    """Whether who is signed in was read already in this request."""
    return "_cached_user" in vars(request)
