"""What a token may be used for: reading or writing, of everything or of one part."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ: Final = "read"
WRITE: Final = "write"

PARTS: Final[dict[str, Promise]] = {
    "directory": _("Partners, services, places, telephones and contacts"),
    "inbox": _("Conversations with residents"),
    "cases": _("Cases, their needs and notes"),
    "referrals": _("Handovers, referrals and transfers"),
    "meetings": _("Meetings and outcomes"),
    "people": _("People of the city and their roles"),
    "notifications": _("What you were told, and how you want to be told"),
    "audit": _("The audit"),
}
ALL: Final[tuple[str, ...]] = (
    READ,
    WRITE,
    *(f"{part}:{way}" for part in PARTS for way in (READ, WRITE) if part != "audit"),
    f"audit:{READ}",
)


def covers(scopes: Iterable[str], part: str, way: str) -> bool:
    """Whether one of the scopes reaches this; whoever may write may read."""
    held = set(scopes)
    enough = {WRITE, f"{part}:{WRITE}"}
    if way == READ:
        enough |= {READ, f"{part}:{READ}"}
    return not held.isdisjoint(enough)


EVERYTHING: Final = _("Everything you may see or do")
WAYS: Final[dict[str, Promise]] = {READ: _("read only"), WRITE: _("read and write")}


def label_of(scope: str) -> str:
    """The scope in words."""
    part, _colon, way = scope.rpartition(":")
    return f"{PARTS[part] if part else EVERYTHING}: {WAYS[way]}"
