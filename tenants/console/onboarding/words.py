"""The kinds of cities and their parts, in words."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants import parts
from tenants.console.city_facts import kind_in_words

MODULES: Mapping[str, Promise] = {
    "contact": _("Residents write to the city"),
    "cases": _("Cases"),
    "referrals": _("Referrals to partners"),
    "partners": _("Directory of partners"),
    "shelter": _("Places to stay"),
    "roster": _("Who is on duty"),
    "fieldwork": _("Work in the streets"),
    "meetings": _("Meetings of the coalition"),
    "planning": _("Concept of a future system"),
    "accessibility": _("Accessibility"),
    "reports": _("Reports"),
}


def blueprints() -> list[tuple[str, str]]:
    """Each blueprint with its title."""
    return [(name, kind_in_words(name)) for name in parts.blueprint_names()]


def modules_of(blueprint: str) -> Sequence[str]:
    """The parts that a city of this kind begins with; none for a kind that is not there."""
    if blueprint not in parts.blueprint_names():
        return []
    found: Sequence[str] = parts.read_blueprint(blueprint).get("modules", [])
    return found


def modules() -> list[tuple[str, str]]:
    """Every part that some blueprint has, with what it is."""
    named = {name for blueprint, _title in blueprints() for name in modules_of(blueprint)}
    known = [name for name in MODULES if name in named]
    return [(name, module_in_words(name)) for name in [*known, *sorted(named - set(known))]]


def module_in_words(name: str) -> str:
    """What the part is; the bare name of one without words."""
    return str(MODULES.get(name, name))


def languages() -> list[tuple[str, str]]:
    """The languages of public pages, each in its own name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
