"""Which display a person chose: kept in one cookie on their device and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import Form

A_YEAR = 365 * 24 * 60 * 60


class Display(StrEnum):
    """Sets of colours; without a choice the device decides between them."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CALM = "calm"

    @property
    def label(self) -> Promise:
        """Its name on a screen."""
        return LABELS[self]


_KNOWN = frozenset(display.value for display in Display)
LABELS = {
    Display.LIGHT: _("Light"),
    Display.DARK: _("Dark"),
    Display.CONTRAST: _("High contrast"),
    Display.CALM: _("Calm: muted colours, nothing moves"),
}


@dataclass(frozen=True)
class Sheet:
    """A style sheet that a page adds to its own, and for which devices."""

    url: str
    media: str = ""


def sheets(display: str, brand: str) -> list[Sheet]:
    """What comes after a page's own sheet; later ones win. ``brand`` may be empty.

    High contrast and calm have no brand: there only what is easiest to see counts.
    """
    if display in {Display.CONTRAST, Display.CALM}:
        return [_built(display)]
    own = [Sheet(_brand_url(brand, display))] if brand else []
    if display:
        return [*([_built(display)] if display == Display.DARK else []), *own]
    by_night = _built(Display.DARK, "(prefers-color-scheme: dark)")
    return [by_night, *own, _built(Display.CONTRAST, "(prefers-contrast: more)")]


def _built(name: str, media: str = "") -> Sheet:
    return Sheet(static(f"ui/{name}.css"), media)


def _brand_url(brand: str, display: str) -> str:
    return f"/brand/{brand}.css" + (f"?display={display}" if display else "")


def display_of(request: HttpRequest) -> str:
    """What the person chose; empty when the device decides."""
    chosen = request.COOKIES.get(settings.DISPLAY_COOKIE_NAME, "")
    return chosen if chosen in _KNOWN else ""


def remember(response: HttpResponse, display: str) -> None:
    """Keep the choice for a year. It says nothing about a person, so it needs no consent."""
    if display:
        response.set_cookie(
            settings.DISPLAY_COOKIE_NAME,
            display,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.DISPLAY_COOKIE_NAME, samesite="Lax")


AS_THE_DEVICE = ("", _("As on my device"))


def displays() -> list[tuple[str, object]]:
    """Every display, the device's own choice first."""
    return [AS_THE_DEVICE, *((display.value, display.label) for display in Display)]


class DisplayForm(Form):
    """Which colours, and where to go back to."""

    display = forms.ChoiceField(
        label=_("Colours"), choices=displays, widget=forms.RadioSelect, required=False
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    mark_optional = False
