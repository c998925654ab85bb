"""The kinds of cities and their parts, in words."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants import parts
from tenants.console.city_facts import kind_in_words
from tenants.console.models import Draft, Fact
from tenants.console.onboarding.wanted import OWN, own_text
from tenants.documents.blueprints import BrokenBlueprint, read_text
from tenants.parts import Document
from tenants.translated import TranslatedText

MODULES: Mapping[str, Promise] = {
    "contact": gettext_lazy("Residents write to the city"),
    "cases": gettext_lazy("Cases"),
    "referrals": gettext_lazy("Referrals to partners"),
    "partners": gettext_lazy("Directory of partners"),
    "playbooks": gettext_lazy("Playbooks"),
    "shelter": gettext_lazy("Places to stay"),
    "incidents": gettext_lazy("Incidents with many affected people"),
    "roster": gettext_lazy("Who is on duty"),
    "visits": gettext_lazy("Outreach visits with an alarm"),
    "benefits": gettext_lazy("Benefits in kind with a store"),
    "fieldwork": gettext_lazy("Work in the streets"),
    "meetings": gettext_lazy("Meetings of the coalition"),
    "planning": gettext_lazy("Concept of a future system"),
    "accessibility": gettext_lazy("Accessibility"),
    "reports": gettext_lazy("Reports"),
}


def kinds() -> list[tuple[str, str]]:
    """What a city can begin as."""
    return [*blueprints(), (OWN, _("A blueprint of your own, from a file"))]


def blueprints() -> list[tuple[str, str]]:
    """Each blueprint with its title."""
    return [(name, kind_in_words(name)) for name in parts.blueprint_names()]


def kind_of(draft: Draft) -> str:
    """What the city is to begin as; an own blueprint by its own name and its file's."""
    own = _own_document(draft)
    if not own:
        return kind_in_words(draft.answers.get("blueprint", ""))
    return f"{TranslatedText(own['title'])} ({draft.kept[Fact.OWN_BLUEPRINT].name})"


def modules_of(draft: Draft) -> list[str]:
    """The parts that a city of this kind begins with; none for a kind that is not there."""
    own = _own_document(draft)
    return _modules_in(own) if own else _modules(draft.answers.get("blueprint", ""))


def modules(draft: Draft) -> list[tuple[str, str]]:
    """Every part that some blueprint has, with what it is."""
    named = {name for blueprint, _title in blueprints() for name in _modules(blueprint)}
    named |= set(modules_of(draft))
    known = [name for name in MODULES if name in named]
    return [(name, module_in_words(name)) for name in [*known, *sorted(named - set(known))]]


def _own_document(draft: Draft) -> Document:
    """The own blueprint that is kept; empty where there is none that can be read."""
    text = own_text(draft.answers, draft.kept)
    try:
        return read_text(text) if text else {}
    except BrokenBlueprint:
        return {}


def _modules(blueprint: str) -> list[str]:
    if blueprint not in parts.blueprint_names():
        return []
    return _modules_in(parts.read_blueprint(blueprint))


def _modules_in(document: Document) -> list[str]:
    return list(document.get("modules", []))


def module_in_words(name: str) -> str:
    """What the part is; the bare name of one without words."""
    return str(MODULES.get(name, name))


def languages() -> list[tuple[str, str]]:
    """The languages of public pages, each in its own name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
