"""Two people changing the same thing at once: the second is told, and loses nothing."""

from typing import TypeVar
from uuid import UUID

from django.db import models

Versioned = TypeVar("Versioned", bound=models.Model)


class StaleObject(Exception):
    """Somebody changed the object since it was shown. ``current`` is how it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current} was changed in the meantime")
        self.current = current


def lock(model: type[Versioned], pk: UUID, version: int) -> Versioned:
    """The row, locked until the transaction ends, with its version already raised.

    Raises ``StaleObject`` when ``version`` (what the form was filled from) is not current.
    The caller saves the row.
    """
    row = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
    found: int = row.version  # type: ignore[attr-defined]
    if found != version:
        raise StaleObject(row)
    row.version = found + 1  # type: ignore[attr-defined]
    return row
