"""The city that a draft asks for, as onboarding takes it."""

from collections.abc import Mapping
from typing import Any, Protocol

from ostoja.ui import brand as brands
from ostoja.ui.brand import Brand
from tenants.console.models import Fact
from tenants.documents.blueprints import decoded
from tenants.new_cities.facts import NewCity, Table

Answers = Mapping[str, Any]
OURS = Brand(brands.LIGHT["brand"], brands.LIGHT["accent"])
OWN = "own"
"""The kind of a city that begins from a file."""
GROUPS = ("legal_act", "controller")


class File(Protocol):
    """One that is kept with the draft, or has just been handed in."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


Files = Mapping[str, File]


def new_city(answers: Answers, files: Files | None = None) -> NewCity:
    """What the answers ask for; what was not answered yet is empty. Lists and an own blueprint are
    those of ``files``.
    """
    brand = (answers.get("colour", OURS.colour), answers.get("accent", OURS.accent))
    colours = [] if brand == (OURS.colour, OURS.accent) else brand
    facts = {**answers, **{name: _group(name, answers) for name in GROUPS}, "colours": colours}
    return NewCity.from_draft(
        {**facts, "own_blueprint": own_text(answers, files or {})},
        partners=_table(files, Fact.PARTNERS),
        staff=_table(files, Fact.STAFF),
    )


def own_text(answers: Answers, files: Files) -> str:
    """The text of the own blueprint, where the city is to begin from one."""
    file = files.get(Fact.OWN_BLUEPRINT) if answers.get("blueprint") == OWN else None
    return decoded(file.content) if file else ""


def _group(name: str, answers: Answers) -> dict[str, Any]:
    prefix = f"{name}_"
    return {
        field.removeprefix(prefix): value
        for field, value in answers.items()
        if field.startswith(prefix)
    }


def _table(files: Files | None, fact: str) -> Table | None:
    file = (files or {}).get(fact)
    return Table(file.name, file.content) if file else None
