"""Every migration is one that the code of the release before can live with."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import models
from django.db.migrations import operations as ops
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.rolling_upgrades import Lint, present_release, problems

NOTE: dict[str, Any] = {
    "id": models.BigAutoField(primary_key=True),
    "text": models.CharField(max_length=50, null=True),
    "place": models.CharField(max_length=50, db_default=""),
}
SHORT = models.CheckConstraint(condition=models.Q(text="x"), name="text_is_x")


def found(
    *operations: Operation, final: dict[str, Any] | None = None, **allowed: dict[str, str]
) -> list[str]:
    """What is wrong with a migration of the app ``notes``, whose table ``note`` is old."""
    state = ProjectState()
    state.add_model(ModelState("notes", "Note", list(NOTE.items())))
    lint = Lint(state, {("notes", "note"): {**NOTE, **(final or {})}})
    migration = Migration("0002_next", "notes")
    for name, value in allowed.items():
        setattr(migration, name, value)
    lint.begin(migration)
    return [one for operation in operations for one in lint.look(operation)]


def test_ours_are_such() -> None:
    assert problems() == []


REFUSED: Sequence[tuple[Operation, str]] = [
    (ops.RemoveField("note", "text"), "Remove field"),
    (ops.DeleteModel("Note"), "Delete model"),
    (ops.RenameField("note", "text", "words"), "Rename field"),
    (ops.RenameModel("Note", "Letter"), "Rename model"),
    (ops.AlterModelTable("note", "letters"), "Rename table"),
    (ops.AlterUniqueTogether("note", {("text", "place")}), "Alter unique_together"),
    (ops.AlterField("note", "text", models.CharField(max_length=50)), "no longer be null"),
    (ops.AlterField("note", "text", models.CharField(max_length=5, null=True)), "shorter"),
    (ops.AlterField("note", "text", models.IntegerField(null=True)), "another kind"),
    (ops.AlterField("note", "text", models.CharField(unique=True, null=True)), "unique"),
    (ops.AlterField("note", "place", models.CharField(max_length=50)), "loses its db_default"),
    (ops.AddConstraint("note", SHORT), "text_is_x"),
    (ops.RunPython(ops.RunPython.noop), "no way back"),
    (ops.RunSQL("update notes_note set text = ''"), "no way back"),
    (ops.RunSQL("alter table notes_note drop column text", ""), "takes something away"),
    (ops.RunSQL("alter table notes_note drop text", ""), "takes something away"),
    (ops.RunSQL("alter table notes_note rename text to words", ""), "takes something away"),
    (ops.RunSQL("alter table notes_note alter text type int", ""), "takes something away"),
    (ops.RunSQL("create unique index one on notes_note (text)", ""), "sql: rows of old code"),
    (ops.RunSQL("alter table notes_note add check (text <> '')", ""), "sql: rows of old code"),
]


@pytest.mark.parametrize(("operation", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_old_code_would_stumble_over_is_refused(operation: Operation, reason: str) -> None:
    [problem] = found(operation)
    assert reason in problem


def test_a_column_that_old_code_leaves_out_needs_a_value() -> None:
    added = models.IntegerField(default=3)
    operation = ops.AddField("note", "weight", added)
    assert "old code could add no row" in found(operation, final={"weight": added})[0]
    mended = models.IntegerField(default=3, db_default=3)
    assert found(operation, final={"weight": mended}) == []  # by a later migration
    assert found(operation, final={"weight": models.IntegerField(null=True)}) == []
    assert found(operation) == []  # it went again


def test_what_only_adds_passes() -> None:
    assert not found(
        ops.CreateModel("Letter", [("id", models.BigAutoField(primary_key=True))]),
        ops.AddField("letter", "weight", models.IntegerField(default=0)),
        ops.RenameField("letter", "weight", "grams"),
        ops.AddConstraint(
            "letter", models.CheckConstraint(condition=models.Q(grams=1), name="one")
        ),
        ops.AlterField("note", "text", models.CharField(max_length=80, null=True)),
        ops.AddIndex("note", models.Index(fields=["text"], name="note_text")),
        ops.RunPython(ops.RunPython.noop, ops.RunPython.noop),
        ops.RunSQL("update notes_note set text = ''", ops.RunSQL.noop),
        ops.RunSQL("drop index notes_old; alter table notes_note drop constraint old", ""),
        ops.RunSQL("create or replace function notes() returns trigger", "drop function notes"),
    )


def test_what_hides_in_other_operations_is_found() -> None:
    hidden = ops.SeparateDatabaseAndState([ops.RemoveField("note", "text")])
    assert len(found(hidden)) == 1


def test_what_goes_was_unused_in_a_release_before() -> None:
    gone = ops.RemoveField("note", "text")
    present = ".".join(map(str, present_release()))
    assert found(gone, unused_since={"text": "0.0"}) == []
    assert "not published yet" in found(gone, unused_since={"text": present})[0]


def test_a_rule_that_old_code_keeps_says_why() -> None:
    rule = ops.AddConstraint("note", SHORT)
    assert found(rule, old_code_keeps={"text_is_x": "It writes nothing else."}) == []
    assert len(found(rule, old_code_keeps={"text_is_x": ""})) == 1
