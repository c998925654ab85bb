"""What rooms ask of a person along with them: part of the one query of each request.

What stands above every page for few people is asked so: the page itself asks only where there is
something to show. On the operators' host there is no room, and nothing is asked.
"""

from collections.abc import Callable

from django.db.models import Exists

from tenants.fence.place import PLATFORM_SCHEMA, current_schema

_asked: dict[str, Callable[[], Exists]] = {}


def register(name: str, asked: Callable[[], Exists]) -> None:
    """Called by a room when the app starts; ``name`` is what the person is given."""
    _asked[name] = asked


def all_asked() -> dict[str, Exists]:
    """For the query of a person, in the entered schema."""
    if current_schema() == PLATFORM_SCHEMA:
        return {}
    return {name: asked() for name, asked in _asked.items()}
