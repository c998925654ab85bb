"""What the console reads in one city when an operator asks: what it lacks before it opens, and how
it differs from its blueprint. Words of the platform and numbers, never what the city wrote.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.access.roles import LABELS, ROLES
from tenants import readiness
from tenants.addresses import origin_of
from tenants.documents.blueprints import BrokenBlueprint
from tenants.documents.comparing import ADDED, REMOVED, Difference, differences_of
from tenants.documents.keeping import made_from
from tenants.fence import FenceError, entered
from tenants.models import City, Domain
from tenants.profile.models import CityProfile

logger = logging.getLogger(__name__)
Found = TypeVar("Found")

SECTIONS: Mapping[str, Promise] = {
    "title": _("What kind of city it is"),
    "languages": _("Languages"),
    "modules": _("Parts of the platform"),
    "phone_numbers": _("Telephone numbers"),
    "texts": _("Texts of public pages"),
    "privacy_notice": _("Privacy notice"),
    "statement": _("Accessibility statement"),
    "case_numbering": _("Numbers of cases"),
    "needs": _("Kinds of needs"),
    "entry_points": _("Entry points"),
}


class Silent(Exception):
    """The city did not answer: its tables are behind, or gone."""


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that a city needs, what is missing of it, who mends it and where."""

    title: str
    explains: str
    missing: Sequence[str]
    who: Sequence[str]
    url: str


def needed_by(city: City) -> list[Needed]:
    """Everything that the city needs before it opens. Raises ``Silent``."""
    items = _asked(city, lambda: _in_city(city, readiness.items))
    host = Domain.objects.filter(tenant=city, is_primary=True).first()
    return [_needed(item, str(host or "")) for item in items]


def _needed(item: readiness.Item, host: str) -> Needed:
    path = reverse(item.check.page, urlconf=settings.ROOT_URLCONF)
    return Needed(
        title=str(item.check.title),
        explains=str(item.check.explains),
        missing=item.missing,
        who=_who_may(path),
        url=origin_of(host) + path if host else "",
    )


def _who_may(path: str) -> list[str]:
    """The roles that the page is for."""
    view = resolve(path, urlconf=settings.ROOT_URLCONF).func
    permission: Permission | None = getattr(view, "required_permission", None)
    return [str(LABELS[role]) for role, held in ROLES.items() if permission in held]


@dataclass(frozen=True, slots=True)
class Section:
    """What is different in one part of the city; entries by their keys."""

    label: str
    added: Sequence[str]
    removed: Sequence[str]
    changed: Sequence[str]


def differing_sections(city: City) -> list[Section] | None:
    """How the city differs from the blueprint that it was made from, part by part.

    None where that was a file that nobody kept, or that this release no longer takes. Raises
    ``Silent``.
    """
    try:
        blueprint = made_from(city)
    except BrokenBlueprint:
        return None
    if blueprint is None:
        return None
    found = _asked(city, lambda: differences_of(city, blueprint))
    sections = dict.fromkeys(one.section for one in found)
    return [_section(name, [one for one in found if one.section == name]) for name in sections]


def _section(name: str, found: Sequence[Difference]) -> Section:
    entries = {ADDED: list[str](), REMOVED: list[str](), "": list[str]()}
    for one in found:
        entries.get(one.change, entries[""]).append(one.entry)
    return Section(str(SECTIONS.get(name, name)), entries[ADDED], entries[REMOVED], entries[""])


def _in_city(city: City, read: Callable[[], Found]) -> Found:
    with entered(city.slug):
        return read()


def _asked(city: City, read: Callable[[], Found]) -> Found:
    try:
        return read()
    except (DatabaseError, FenceError, CityProfile.DoesNotExist) as error:
        logger.warning("%s does not answer: %s", city.slug, type(error).__name__)
        raise Silent from error
