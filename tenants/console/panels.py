"""Parts of a city's page on the console that are more than a fact; rooms register them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tenants.models import City


@dataclass(frozen=True, slots=True)
class CityPanel:
    """A template, and what it shows as ``panel``."""

    template: str
    context: Mapping[str, Any]


PanelOf = Callable[[City], CityPanel | None]

_panels: list[PanelOf] = []


def register_panel(panel: PanelOf) -> None:
    """Called when an app starts; ``panel`` gives None for a city that it does not concern."""
    _panels.append(panel)


def panels_of(city: City) -> list[CityPanel]:
    """The panels of one city."""
    return [found for found in (panel(city) for panel in _panels) if found is not None]
