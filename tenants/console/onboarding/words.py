"""The kinds of cities and their parts, in words."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants import parts
from tenants.console.city_facts import kind_in_words
from tenants.console.models import Draft, Fact
from tenants.console.onboarding.wanted import own_text
from tenants.documents.blueprints import read_text
from tenants.parts import Document
from tenants.translated import TranslatedText

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


def kind_of(draft: Draft) -> str:
    """What the city is to begin as; an own blueprint by its own name and its file's."""
    if (text := own_text(draft.answers, draft.kept)) == "":
        return kind_in_words(draft.answers.get("blueprint", ""))
    title = TranslatedText(read_text(text)["title"])
    return f"{title} ({draft.kept[Fact.OWN_BLUEPRINT].name})"


def modules_of(draft: Draft) -> list[str]:
    """The parts that a city of this kind begins with; none for a kind that is not there."""
    text = own_text(draft.answers, draft.kept)
    return _modules_in(read_text(text)) if text else _modules(draft.answers.get("blueprint", ""))


def modules(draft: Draft) -> list[tuple[str, str]]:
    """Every part that some blueprint has, with what it is."""
    named = {name for blueprint, _title in blueprints() for name in _modules(blueprint)}
    named |= set(modules_of(draft))
    known = [name for name in MODULES if name in named]
    return [(name, module_in_words(name)) for name in [*known, *sorted(named - set(known))]]


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
