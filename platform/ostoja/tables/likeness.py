"""Comparing headings and values as people write them: Łąka and "laka " are the same word."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from django.utils import translation
from django.utils.functional import Promise

LANGUAGES = ("pl", "en")
"""Those of the staff: files are written in them."""
NEAR = 0.7


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Small letters and digits without diacritics, single spaces between words."""
    whole = text.casefold().replace("ł", "l")
    letters = [sign for sign in unicodedata.normalize("NFKD", whole) if not _is_mark(sign)]
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())


def _is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign))


def in_each_language(text: str | Promise) -> set[str]:
    """A marked text in the languages of the staff, made plain."""
    found = set()
    for language in LANGUAGES:
        with translation.override(language):
            found.add(plain(str(text)))
    return found


def nearest(text: str, among: Iterable[str]) -> str:
    """The one that looks most like ``text``; empty where none does."""
    known = {plain(one): one for one in among}
    found = get_close_matches(plain(text), known, n=1, cutoff=NEAR)
    return known[found[0]] if found else ""
