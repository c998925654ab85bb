"""What is wrong with a cell, a row or a file, kept so that it can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Problem:
    """``message`` is the English text of the source; ``column`` is empty for the whole row."""

    message: str
    details: Mapping[str, str | int] = field(default_factory=dict)
    column: str = ""

    @property
    def text(self) -> str:
        """The problem in the page's language."""
        return gettext(self.message) % self.details

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        return {"message": self.message, "details": dict(self.details), "column": self.column}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """As it was kept."""
        return cls(kept["message"], kept["details"], kept["column"])


class CellError(ValueError):
    """A cell or a row cannot be taken. ``message`` is marked with ``gettext_noop``."""

    def __init__(self, message: str, *, column: str = "", **details: str) -> None:
        super().__init__(message)
        self.message, self.column, self.details = message, column, details

    def problem(self, column: str = "") -> Problem:
        """The problem, in ``column`` unless the error knows better."""
        return Problem(self.message, self.details, self.column or column)


class Unreadable(CellError):
    """The whole file cannot be taken."""

    @property
    def text(self) -> str:
        """The reason in the page's language."""
        return self.problem().text
