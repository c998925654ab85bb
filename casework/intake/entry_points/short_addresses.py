"""Addresses in words, such as /pomoc: which of them are taken by pages of our own."""

from typing import Final

from django.urls import Resolver404, resolve

# First parts of addresses that lead to no page by themselves.
FIRST_PARTS: Final = frozenset(
    {"accounts", "admin", "api", "brand", "health", "media", "metrics", "static", "staff", "well"}
)


def is_ours(words: str) -> bool:
    """Whether the address leads somewhere else already."""
    if words in FIRST_PARTS:
        return True
    try:
        found = resolve(f"/{words}/", urlconf="ostoja.urls.city")
    except Resolver404:
        return False
    return found.url_name != "short_address"
