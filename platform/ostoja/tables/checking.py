"""Comparing the rows of a file with the city's: what is new, what changes, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from ostoja.tables.choices import RowState
from ostoja.tables.columns import Column
from ostoja.tables.kinds import Existing, Ready, Store
from ostoja.tables.problems import CellError, Problem

Cells = Mapping[str, str]
MUST_BE_FILLED = _("This cell must be filled in.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row. ``changes`` holds what was and what will be, as texts."""

    state: RowState
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    ready: Ready | None = None


class Check:
    """Looks at rows in the order of their numbers; remembers which were there before."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.columns = {column.key: column for column in store.columns}
        self.seen: dict[str, int] = {}

    def look_at(self, number: int, cells: Cells) -> Verdict:
        """The verdict on one row."""
        values, problems = self._read(cells)
        if problems:
            return Verdict(RowState.BROKEN, problems)
        try:
            existing = self.store.find(values)
            self._refuse_twins(number, values, existing)
        except CellError as error:
            return Verdict(RowState.BROKEN, [error.problem()])
        merged = self._merged(values, existing)
        problems = list(self.store.problems(merged, existing))
        if problems:
            return Verdict(RowState.BROKEN, problems)
        return self._decided(number, merged, existing)

    def _read(self, cells: Cells) -> tuple[dict[str, Any], list[Problem]]:
        values, problems = {}, []
        for key, column in self.columns.items():
            text = cells.get(key, "")
            try:
                if text:
                    values[key] = column.read(text)
                elif column.is_required:
                    raise CellError(MUST_BE_FILLED)
            except CellError as error:
                problems.append(error.problem(key))
        return values, problems

    def _refuse_twins(
        self, number: int, values: Mapping[str, Any], existing: Existing | None
    ) -> None:
        identities = list(self.store.identities(values, existing))
        for identity in identities:
            if identity in self.seen:
                raise CellError(
                    _("This is the same as row %(row)s. Keep one of them."),
                    row=str(self.seen[identity]),
                )
        self.seen |= dict.fromkeys(identities, number)

    def _merged(self, values: Mapping[str, Any], existing: Existing | None) -> dict[str, Any]:
        if existing is None:
            return dict(values)
        return {
            key: self._cell(key).merged(existing.values.get(key), value)
            for key, value in values.items()
        }

    def _decided(self, number: int, values: dict[str, Any], existing: Existing | None) -> Verdict:
        if existing is None:
            return Verdict(RowState.NEW, ready=Ready(number, values, None))
        before = existing.values
        changed = {key: value for key, value in values.items() if before.get(key) != value}
        changes = {
            key: (self._written(key, before.get(key)), self._written(key, value))
            for key, value in changed.items()
        }
        state = RowState.CHANGED if changed else RowState.SAME
        return Verdict(state, changes=changes, ready=Ready(number, changed, existing))

    def _written(self, key: str, value: Any) -> str:
        return "" if value in (None, "", []) else self._cell(key).write(value)

    def _cell(self, key: str) -> Any:
        return self.columns[key].cell


def heading(columns: Mapping[str, Column], key: str) -> str:
    """A column's heading in the page's language; nothing for the row as a whole."""
    return str(columns[key].header) if key in columns else ""
