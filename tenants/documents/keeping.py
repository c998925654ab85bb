"""The blueprint of an operator's own that a city was made from is kept beside the city."""

import tomllib
from collections.abc import Iterable, Mapping

from tenants.documents.blueprints import read_text
from tenants.models import City, OwnBlueprint
from tenants.parts import Document, blueprint_names, read_blueprint
from tenants.translated import TranslatedText


def keep_own_blueprint(city: City, text: str) -> None:
    """Keep the text, which was read before; nothing for a city made from one of the platform's."""
    if text:
        title = tomllib.loads(text).get("title", {})
        OwnBlueprint.objects.create(city=city, title=title, text=text)


def own_blueprint_of(city: City) -> str:
    """The text; empty for a city made from one of the platform's."""
    return OwnBlueprint.objects.filter(city=city).values_list("text", flat=True).first() or ""


def made_from(city: City) -> Document | None:
    """The blueprint that the city was made from; None for a file that was never kept.

    Raises ``BrokenBlueprint`` where this release no longer takes what was kept.
    """
    if text := own_blueprint_of(city):
        return read_text(text)
    return read_blueprint(city.blueprint) if city.blueprint in blueprint_names() else None


def own_titles(cities: Iterable[City]) -> Mapping[str, TranslatedText]:
    """What the own blueprints of these cities call themselves, by slug."""
    found = OwnBlueprint.objects.filter(city__in=cities).values_list("city__slug", "title")
    return dict(found)
