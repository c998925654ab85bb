"""What every page knows: the city, its numbers and languages, the way out, the navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ostoja.ui.banner import banners_of
from ostoja.ui.bell import bell_of
from ostoja.ui.city import CityFacts, facts_of
from ostoja.ui.display import DisplaySettings, known_settings, settings_of, sheets
from ostoja.ui.easy import switch_of
from ostoja.ui.languages import language_links, public_languages, staff_languages
from ostoja.ui.navigation import account_links, main_navigation, shortcuts_url
from ostoja.ui.next_steps import next_step_of
from ostoja.ui.page_help import help_of
from ostoja.ui.phones import in_this_language, numbers_to_show
from ostoja.ui.unseen import ADDRESS, exit_site, is_unseen

CONTACT, RETURN = "info", "info/2"
# Shown in the footer where the host has such a page and the city the module it belongs to.
FOOTER_PAGES = (
    ("partners", _("Who can help: directory of partners"), "partners"),
    (CONTACT, _("Contact"), "contact"),
    (RETURN, _("Come back with your code"), "contact"),
    ("info/3", _("Staying safe on the internet"), ""),
    ("minors", _("How children are protected here"), ""),
    ("privacy", _("Privacy notice"), ""),
    ("accessibility/statement", _("Accessibility statement"), ""),
)
DISPLAY = "accessibility/display"
# Those that the law wants on every page, also on pages for staff; there the display joins them.
LEGAL_PAGES = ((DISPLAY, pgettext_lazy("settings", "Display"), ""), *FOOTER_PAGES[-2:])


@dataclass(frozen=True)
class FooterLink:
    """A link in the footer of pages for residents."""

    label: str | Promise
    url: str


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor of all pages; what costs something is made only where it is shown."""
    return {
        **frame(request, facts_of(request), settings_of(request)),
        "staff_languages": language_links(request, staff_languages()),
        "navigation": _lazy(main_navigation, request),
        "bell": _lazy(bell_of, request),
        "banners": _lazy(banners_of, request),
        "account_navigation": _lazy(account_links, request),
        "page_help": _lazy(help_of, request),
        "shortcuts_url": _lazy(shortcuts_url, request),
        "exit_address": exit_address(request),
        "is_unseen": is_unseen(request),
    }


def frame(
    request: HttpRequest, facts: CityFacts, display: DisplaySettings | None = None
) -> dict[str, Any]:
    """The part of `page` that needs neither session nor database; error pages use it alone."""
    city = getattr(request, "city", None)
    language, display = get_language(), display or known_settings(request)
    return {
        "home_path": f"/{language}/",
        "staff_home_path": f"/{language}/staff/",
        "city": city,
        "city_name": getattr(city, "name", ""),
        "display": display,
        "display_url": _display_url(request),
        "next_step": next_step_of(request),
        "display_sheets": sheets(display, facts.brand),
        "easy_switch": switch_of(request, display) if city else None,
        "phone_numbers": numbers_to_show(facts.phone_numbers),
        "grant_notices": [in_this_language(text) for text in facts.notices],
        "languages": language_links(request, public_languages(facts.languages)),
        "exit_url": exit_site(facts),
        "footer_links": _lazy(lambda asked: footer_links(asked, facts), request),
        "legal_links": _lazy(lambda asked: footer_links(asked, facts, LEGAL_PAGES), request),
    }


def exit_address(request: HttpRequest) -> str:
    """Where a browser asks to forget; empty on hosts that do not have it."""
    return ADDRESS if is_valid_path(ADDRESS, getattr(request, "urlconf", None)) else ""


def _display_url(request: HttpRequest) -> str:
    path = f"/{get_language()}/{DISPLAY}/"
    return path if is_valid_path(path, getattr(request, "urlconf", None)) else ""


def footer_links(
    request: HttpRequest,
    facts: CityFacts,
    footer: tuple[tuple[str, Promise | str, str], ...] = FOOTER_PAGES,
) -> list[FooterLink]:
    """Links to those pages of the footer that this city has. Before it opens nobody can write, and
    its start page says where to go back to what was written earlier.
    """
    urlconf = getattr(request, "urlconf", None)
    is_open = getattr(getattr(request, "city", None), "is_open", True)
    pages = [
        (f"/{get_language()}/{path}/", label)
        for path, label, module in footer
        if facts.has(module) and (is_open or path not in {CONTACT, RETURN})
    ]
    return [FooterLink(label, url) for url, label in pages if is_valid_path(url, urlconf)]


def _lazy(function: Callable[[HttpRequest], Any], request: HttpRequest) -> Any:
    return SimpleLazyObject(lambda: function(request))
