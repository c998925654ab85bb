"""What a room tells of a kind of table it keeps: its columns, and how its rows are stored."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.utils.functional import Promise

from ostoja.access.door import StaffRequest
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.tables.columns import Column
from ostoja.tables.problems import Problem
from ostoja.ui.city import CityFacts, facts_of

Values = Mapping[str, Any]
"""Column key to value; only the columns about which something is said."""
Effects = list[dict[str, Any]]
"""What storing one row did, in the words of its kind, as JSON: enough to undo it."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A row of the city: all its columns, and the object it stands for."""

    pk: UUID
    values: Values
    thing: Any


@dataclass(frozen=True, slots=True)
class Ready:
    """A row of the file that may be stored. ``existing`` is None for a new one."""

    number: int
    values: Values
    existing: Existing | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a row."""

    pk: UUID
    effects: Effects


@dataclass(frozen=True, slots=True)
class Sender:
    """Who imports, and the address of the city's pages, for links in e-mails."""

    user: User
    origin: str


@dataclass(slots=True)
class Undoing:
    """One row to be undone; ``refusal`` is filled where it cannot be."""

    key: UUID
    effects: Effects
    refusal: Problem | None = field(default=None)


class Store(ABC):
    """The city's rows of one kind, read once for a check, an import or an export."""

    columns: Sequence[Column]

    @abstractmethod
    def find(self, values: Values) -> Existing | None:
        """The row that is meant; raises ``CellError`` where that is not clear."""

    @abstractmethod
    def identities(self, values: Values, existing: Existing | None) -> Iterable[str]:
        """What no two rows of one file may share."""

    def problems(self, values: Values, existing: Existing | None) -> Iterator[Problem]:
        """What one cell alone does not show."""
        yield from ()

    @abstractmethod
    def store(self, rows: Sequence[Ready], sender: Sender) -> dict[int, Stored]:
        """Write the rows through the room's actions, inside one transaction; by row number."""

    @abstractmethod
    def rows(self) -> Iterator[Values]:
        """Every row, for an export."""


class Kind(ABC):
    """A table that can be imported and exported."""

    key: ClassVar[str]
    order: ClassVar[int]
    """Its place on the page of all tables."""
    name: ClassVar[str | Promise]
    explanation: ClassVar[str | Promise]
    page: ClassVar[str] = ""
    """The route of the page of one row, which takes its ``pk``."""
    module: ClassVar[str] = ""
    """The part of the platform that it belongs to; "" is in every city."""
    may_import: ClassVar[Permission]
    """Held besides ``Permission.TABLES_IMPORT``."""
    may_export: ClassVar[Permission]
    at_once: ClassVar[int]
    """How many rows are stored within about two seconds; more become a task."""

    @abstractmethod
    def columns(self) -> list[Column]:
        """The columns in the present city, in the order of a template."""

    @abstractmethod
    def open(self) -> Store:
        """Read what the present city has."""

    @abstractmethod
    def lock(self) -> None:
        """Keep others from adding rows of this kind until the transaction ends."""

    @abstractmethod
    def undo(self, rows: Sequence[Undoing], by: User) -> None:
        """Take back what can be taken back; the others get a ``refusal``."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by a room when the app starts."""
    _kinds[kind.key] = kind


def _here(city: CityFacts) -> list[Kind]:
    """The kinds of the modules that the city has."""
    ordered = sorted(_kinds.values(), key=lambda kind: kind.order)
    return [kind for kind in ordered if city.has(kind.module)]


def kind_of(key: str) -> Kind | None:
    """The kind of this key."""
    return _kinds.get(key)


def importable(request: StaffRequest) -> list[Kind]:
    """The kinds that the person may import here."""
    return importable_by(request.user, facts_of(request))


def importable_by(user: User, city: CityFacts) -> list[Kind]:
    """The kinds that this person may import in this city."""
    if not holds(user, Permission.TABLES_IMPORT):
        return []
    return [one for one in _here(city) if holds(user, one.may_import)]


def exportable(request: StaffRequest) -> list[Kind]:
    """The kinds that the person may export here."""
    return [one for one in _here(facts_of(request)) if holds(request.user, one.may_export)]
