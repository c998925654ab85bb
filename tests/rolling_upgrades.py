"""What a migration may do while the code of the release before still serves people.

``make check`` reads the operations of every migration. What old code would stumble over is
refused, unless the migration says from when on no code did:

- ``unused_since = {"theme": "0.3"}``: a column, table or name goes two releases after its last
  use was written; the release named must have been published. (0.0: before the first release.)
- ``old_code_keeps = {"name_of_constraint": "why the rows that old code writes obey"}``.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.postgres.operations import CreateExtension
from django.db import connection, models
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from ostoja.settings.environment import ROOT

OURS = ("ostoja.", "tenants.", "casework.", "accessibility.", "api.")
# `drop name` is short for `drop column name`; rules, defaults and programs may go.
GOES_AWAY = re.compile(
    r"\bdrop\s+(?!(constraint|default|not\s+null|index|function|procedure|trigger|policy)\b)"
    r"|\brename\b|\bset\s+not\s+null\b|\balter\s+(column\s+)?\S+\s+(set\s+data\s+)?type\b",
    re.IGNORECASE,
)
NARROWS = re.compile(
    r"\badd\s+(constraint|check|unique|exclude)\b|\bcreate\s+unique\s+index\b", re.IGNORECASE
)
Field: TypeAlias = "models.Field[Any, Any]"


def problems() -> list[str]:
    """What is wrong with our migrations, as lines that say the mend."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    lint = Lint(ProjectState(), _final_fields(loader))
    found: list[str] = []
    for app, name in _in_order(loader):
        migration = loader.graph.nodes[app, name]
        lint.begin(migration)
        for operation in migration.operations:
            ours = type(migration).__module__.startswith(OURS)
            found += [f"{app}.{name}: {one}" for one in lint.look(operation) if ours]
    return found


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    plan: list[tuple[str, str]] = loader.graph._generate_plan(
        nodes=loader.graph.leaf_nodes(), at_end=True
    )
    return plan


def _final_fields(loader: MigrationLoader) -> dict[tuple[str, str], dict[str, Field]]:
    state = loader.project_state()
    return {key: dict(model.fields) for key, model in state.models.items()}


def present_release() -> tuple[int, ...]:
    """The version that this code is or becomes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return _numbers(project["version"])


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


@dataclass
class Lint:
    """Reads operations one after the other; ``state`` is what the tables were before each."""

    state: ProjectState
    final: dict[tuple[str, str], dict[str, Field]]
    app: str = ""
    is_new: frozenset[tuple[str, str]] = frozenset()
    unused_since: Any = None
    old_code_keeps: Any = None

    def begin(self, migration: Migration) -> None:
        """Its allowances, and no new tables yet."""
        self.app, self.is_new = migration.app_label, frozenset()
        self.unused_since = getattr(migration, "unused_since", {})
        self.old_code_keeps = getattr(migration, "old_code_keeps", {})

    def look(self, operation: Operation) -> list[str]:
        """What is wrong with this operation; afterwards it is done to the state."""
        found = list(self._problems(operation))
        operation.state_forwards(self.app, self.state)
        return found

    def _problems(self, operation: Any) -> Iterator[str]:
        match operation:
            case ops.CreateModel():
                self.is_new |= {(self.app, operation.name_lower)}
            case ops.SeparateDatabaseAndState():
                for inner in operation.database_operations:
                    yield from self._problems(inner)
            case ops.RunPython():
                yield from _if(not operation.reversible, "RunPython has no way back. Give it one.")
            case ops.RunSQL():
                yield from self._of_sql(operation)
            case CreateExtension():
                yield "an extension needs an administrator; the platform's login is none."
            case _ if self._is_of_new_table(operation):
                return
            case _:
                yield from self._of_old_table(operation)

    def _is_of_new_table(self, operation: Any) -> bool:
        name = getattr(operation, "model_name_lower", None) or getattr(
            operation, "name_lower", None
        )
        return (self.app, str(name)) in self.is_new

    def _of_old_table(self, operation: Any) -> Iterator[str]:
        match operation:
            case ops.AddField():
                yield from self._of_new_field(operation)
            case ops.AlterField():
                yield from self._of_changed_field(operation)
            case ops.RemoveField() | ops.DeleteModel():
                yield from self._goes_away(operation.name, operation.describe())
            case ops.RenameField() | ops.RenameModel():
                yield from self._goes_away(operation.old_name, operation.describe())
            case ops.AlterModelTable() | ops.AlterUniqueTogether():
                yield from self._goes_away(operation.name, operation.describe())
            case ops.AddConstraint():
                yield from self._keeps(operation.constraint.name)

    def _of_sql(self, operation: Any) -> Iterator[str]:
        yield from _if(operation.reverse_sql is None, "RunSQL has no way back. Give it one.")
        if GOES_AWAY.search(str(operation.sql)):
            yield from self._goes_away("sql", "SQL takes something away")
        if NARROWS.search(str(operation.sql)):
            yield from self._keeps("sql")

    def _of_new_field(self, operation: Any) -> Iterator[str]:
        """Old code leaves the column out of its INSERT; a later migration may have mended it."""
        field = self.final.get((self.app, operation.model_name_lower), {}).get(operation.name)
        if field is None or field.many_to_many or field.null or field.has_db_default():
            return
        yield (
            f"{operation.model_name}.{operation.name} is neither null nor has it a db_default:"
            " old code could add no row."
        )

    def _of_changed_field(self, operation: Any) -> Iterator[str]:
        old = self.state.models[self.app, operation.model_name_lower].fields[operation.name]
        reasons = list(_narrowed(old, operation.field))
        if reasons and operation.name not in self.old_code_keeps:
            yield (
                f"{operation.model_name}.{operation.name} {' and '.join(reasons)}: old code may"
                " write what is refused. Say in old_code_keeps why it does not."
            )

    def _goes_away(self, name: str, what: str) -> Iterator[str]:
        since = self.unused_since.get(name)
        if since is None:
            yield f"{what}: old code uses it. Stop using it, and remove it a release later."
        elif _numbers(since) >= present_release():
            yield f"{what}: release {since}, which uses it no more, is not published yet."

    def _keeps(self, name: str) -> Iterator[str]:
        yield from _if(
            not self.old_code_keeps.get(name),
            f"{name}: rows of old code may break it. Say in old_code_keeps why they do not.",
        )


def _if(wrong: bool, problem: str) -> Iterator[str]:
    if wrong:
        yield problem


def _narrowed(old: Field, new: Field) -> Iterator[str]:
    if old.null and not new.null:
        yield "may no longer be null"
    if new.unique and not old.unique:
        yield "becomes unique"
    if old.has_db_default() and not new.has_db_default() and not new.null:
        yield "loses its db_default"
    if _is_of_another_kind(old, new):
        yield "is of another kind or shorter"


def _is_of_another_kind(old: Field, new: Field) -> bool:
    if old.is_relation or new.is_relation:
        return old.is_relation != new.is_relation or old.many_to_many != new.many_to_many
    lengths = old.max_length, new.max_length
    if isinstance(old, models.CharField) and isinstance(new, models.CharField) and all(lengths):
        return bool(lengths[1] < lengths[0])  # type: ignore[operator]
    return old.db_type(connection) != new.db_type(connection)
