"""What rooms above ask of a case along with it: part of the one query that fetches it.

A room that has something of few cases registers whether there is any; the case's page then asks
that room's own question only where there is something to show.
"""

from collections.abc import Callable

from django.db.models import Exists

_asked: dict[str, Callable[[], Exists]] = {}


def register(name: str, asked: Callable[[], Exists]) -> None:
    """Called by a room when the app starts; ``name`` is what the case is given."""
    _asked[name] = asked


def all_asked() -> dict[str, Exists]:
    """For the query of a case."""
    return {name: asked() for name, asked in _asked.items()}
