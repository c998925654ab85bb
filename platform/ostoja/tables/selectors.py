"""What is read of files that were brought in, and the door to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse

from ostoja.access.door import StaffRequest
from ostoja.tables.checking import heading
from ostoja.tables.choices import DONE, WAITING, RowState
from ostoja.tables.columns import Column
from ostoja.tables.kinds import Kind, importable
from ostoja.tables.models import Batch, BatchRow
from ostoja.tables.problems import Problem

LATEST = 10


def batch_for(request: StaffRequest, pk: UUID) -> tuple[Batch, Kind]:
    """A file and its kind, or ``Http404``. Who may import a kind sees all files of that kind."""
    kinds = {kind.key: kind for kind in importable(request)}
    found = batches(kinds.values()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, kinds[found.kind]


def batches(kinds: Iterable[Kind]) -> QuerySet[Batch]:
    """Files of these kinds, newest first, without their rows."""
    keys = [kind.key for kind in kinds]
    return Batch.objects.filter(kind__in=keys).select_related("by").defer("waiting")


def notice_of(batch: Batch) -> Problem | None:
    """The last thing there is to say of a file."""
    return Problem.from_json(batch.notice) if batch.notice else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a file are in which state."""

    by_state: dict[str, int]

    def of(self, *states: str) -> int:
        """The rows in any of these states."""
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def waiting(self) -> int:
        """Rows that an import would store."""
        return self.of(*WAITING)

    @property
    def broken(self) -> int:
        """Rows to be mended."""
        return self.of(RowState.BROKEN)

    @property
    def done(self) -> int:
        """Rows that an undo would take back."""
        return self.of(*DONE)

    @property
    def shown(self) -> list[tuple[RowState, int]]:
        """State and number, of the states there are."""
        return [(state, self.of(state)) for state in RowState if self.of(state)]


def counts_of(batch: Batch) -> Counts:
    """Rows by state, in one query."""
    rows = batch.rows.order_by().values("state").annotate(number=Count("pk"))
    return Counts({row["state"]: row["number"] for row in rows})


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to be mended in a row, or the reason why it could not be undone."""

    heading: str
    found: str
    problem: str
    expected: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the file on a page: the words it is known by, what is wrong, what changes."""

    number: int
    state: RowState
    title: str
    wrong: list[Wrong]
    changes: list[tuple[str, str, str]]
    url: str


def shown(row: BatchRow, kind: Kind, columns: dict[str, Column]) -> ShownRow:
    """The row in the page's language."""
    return ShownRow(
        row.number,
        RowState(row.state),
        _title(row, columns),
        [_wrong(row, Problem.from_json(kept), columns) for kept in row.problems or ()],
        [(heading(columns, key), *pair) for key, pair in (row.changes or {}).items()],
        _url(row, kind),
    )


def _url(row: BatchRow, kind: Kind) -> str:
    """The page of what the row is about, while there is such a thing."""
    is_there = row.target is not None and row.state != RowState.UNDONE
    return reverse(kind.page, args=[row.target]) if kind.page and is_there else ""


def _title(row: BatchRow, columns: dict[str, Column]) -> str:
    """What is written in the columns that each row must have."""
    required = [key for key, column in columns.items() if column.is_required]
    return " · ".join(row.cells[key] for key in required if row.cells.get(key))


def _wrong(row: BatchRow, problem: Problem, columns: dict[str, Column]) -> Wrong:
    column = columns.get(problem.column)
    return Wrong(
        heading(columns, problem.column),
        row.cells.get(problem.column, ""),
        problem.text,
        str(column.cell.expected) if column else "",
    )
