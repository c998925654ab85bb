"""The lowest layer: how code enters a city, and what keeps one city from another.

Everything else asks this package; nothing else may set a schema (CONTRIBUTING, rule 4).
"""

from tenants.fence.commit import after_commit
from tenants.fence.place import (
    Entered,
    FenceError,
    NotEntered,
    Place,
    Power,
    WrongCity,
    current_city,
    current_place,
    current_schema,
    entered,
    entered_platform,
    schema_of,
    slug_of,
)

__all__ = [
    "Entered",
    "FenceError",
    "NotEntered",
    "Place",
    "Power",
    "WrongCity",
    "after_commit",
    "current_city",
    "current_place",
    "current_schema",
    "entered",
    "entered_platform",
    "schema_of",
    "slug_of",
]
