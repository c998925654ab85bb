"""The language switch: the same page in another language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils.translation import get_language

_PREFIX = re.compile(r"^/([a-z]{2})(?=/|$)")


@dataclass(frozen=True)
class LanguageLink:
    """A link to this page in the language `code`."""

    code: str
    name: str
    url: str
    is_current: bool


def known_languages() -> list[str]:
    """The codes of all languages that the platform speaks."""
    return [code for code, _name in settings.LANGUAGES]


def staff_languages() -> list[str]:
    """The codes of the languages of pages for staff."""
    return list(getattr(settings, "STAFF_LANGUAGES", ["pl", "en"]))


def public_languages(chosen: Sequence[str]) -> list[str]:
    """The languages of a city's pages for residents, in our order; all where it chose none."""
    return [code for code in known_languages() if code in chosen] or known_languages()


def language_of_path(path: str) -> str | None:
    """The language that the address names, if it is one of ours."""
    found = _PREFIX.match(path)
    return found[1] if found and found[1] in known_languages() else None


def language_links(request: HttpRequest, codes: Sequence[str]) -> list[LanguageLink]:
    """One link for each language; pages whose address names none lead to the start page."""
    return [
        LanguageLink(code, native_name(code), _same_page(request, code), code == get_language())
        for code in codes
    ]


def native_name(code: str) -> str:
    """What the language calls itself, with a capital as in a list."""
    name: str = LANG_INFO[code]["name_local"]
    return name[:1].upper() + name[1:]


def _same_page(request: HttpRequest, code: str) -> str:
    if language_of_path(request.path) is None:
        return f"/{code}/"
    return _PREFIX.sub(f"/{code}", request.get_full_path(), count=1)
