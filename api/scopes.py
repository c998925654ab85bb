"""What a token may be used for: reading or writing, of everything or of one part."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.fence.place import PLATFORM_SCHEMA, current_schema

READ: Final = "read"
WRITE: Final = "write"

PARTS: Final[dict[str, Promise]] = {
    "directory": _("Partners, services, places, telephones and contacts"),
    "inbox": _("Conversations with residents"),
    "incoming": _("Sending in what residents wrote on another page"),
    "statistics": _("Counts of conversations, without names"),
    "reports": _("Reports of the city, without names"),
    "cases": _("Cases, their needs and notes"),
    "referrals": _("Handovers, referrals and transfers"),
    "shelter": _("Houses, beds and stays"),
    "incidents": _("Incidents, with their people, partners and reports"),
    "visits": _("Outreach visits and their alarms"),
    "benefits": _("Stores, and what was given out of them"),
    "playbooks": _("Playbooks, and what runs in cases"),
    "roster": _("Duties, swaps and absences"),
    "meetings": _("Meetings and outcomes"),
    "minors": _("Protection of minors"),
    "people": _("People of the city and their roles"),
    "notifications": _("What you were told, and how you want to be told"),
    "audit": _("The audit"),
    "privacy": _("Requests about data, breaches, the register of processing"),
    "webhooks": _("Webhooks, and what systems were told"),
}
ONE_WAY: Final = {"audit": READ, "incoming": WRITE, "statistics": READ, "reports": READ}
"""Parts in which there is nothing to write, or nothing to read."""
ALL: Final[tuple[str, ...]] = (
    READ,
    WRITE,
    *(f"{part}:{way}" for part in PARTS for way in (READ, WRITE) if ONE_WAY.get(part, way) == way),
)
OPERATORS_PARTS: Final[dict[str, Promise]] = {
    "cities": _("Cities, their upgrades and backups"),
    "jobs": _("Long work on cities"),
    "deletions": _("Asking for the deletion of a city"),
}
NAMED: Final = frozenset({"deletions"})
"""Parts that a token writes only where it names them: “everything” was said before they came."""
OF_OPERATORS: Final[tuple[str, ...]] = (
    READ,
    WRITE,
    *(f"{part}:{way}" for part in OPERATORS_PARTS for way in (READ, WRITE)),
)


def offered_here() -> tuple[str, ...]:
    """Every scope that a token made in the entered schema may have."""
    return OF_OPERATORS if current_schema() == PLATFORM_SCHEMA else ALL


def covers(scopes: Iterable[str], part: str, way: str) -> bool:
    """Whether one of the scopes reaches this; whoever may write may read."""
    held = set(scopes)
    enough = {f"{part}:{WRITE}"}
    if part not in NAMED or way == READ:
        enough.add(WRITE)
    if way == READ:
        enough |= {READ, f"{part}:{READ}"}
    return not held.isdisjoint(enough)


EVERYTHING: Final = _("Everything you may see or do")
WAYS: Final[dict[str, Promise]] = {READ: _("read only"), WRITE: _("read and write")}


def label_of(scope: str) -> str:
    """The scope in words."""
    part, _colon, way = scope.rpartition(":")
    parts = {"": EVERYTHING, **PARTS, **OPERATORS_PARTS}
    return f"{parts[part]}: {WAYS[way]}"
