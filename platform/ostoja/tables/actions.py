"""Everything that happens to a file: it is brought in, mended, imported, undone, forgotten."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.tables import notices
from ostoja.tables.checking import Check, Verdict
from ostoja.tables.choices import DONE, WAITING, RowState, Work
from ostoja.tables.columns import Arranged
from ostoja.tables.kinds import Kind, Sender, Undoing, kind_of
from ostoja.tables.models import Batch, BatchRow
from tenants.fence import after_commit

logger = logging.getLogger(__name__)
CHECKED_AT_ONCE = 2_000
ROWS_A_STATEMENT = 500
PENDING = (*WAITING, RowState.SAME, RowState.BROKEN)


class Busy(Exception):
    """A task is at work on the file."""


@action
def upload(*, submission: UUID, kind: Kind, file_name: str, arranged: Arranged, by: User) -> Batch:
    """Keep a file's rows and check them; a large one is checked by a task. Sent again, gives
    the first result.
    """
    batch, is_new = Batch.objects.get_or_create(
        pk=submission,
        defaults={
            "kind": kind.key,
            "file_name": file_name,
            "columns": arranged.columns,
            "notes": [note.as_json() for note in arranged.notes],
            "by": by,
        },
    )
    if not is_new:
        record("submission.repeated", by=by, on=batch)
        return batch
    if len(arranged.rows) > CHECKED_AT_ONCE:
        batch.waiting = arranged.rows
        _hand_to_a_task(batch, Work.CHECK, by, "")
    else:
        _keep(batch, kind, arranged.rows)
    record("table.uploaded", by=by, on=batch, kind=kind.key, rows=len(arranged.rows))
    return batch


@action
def mend(*, batch: Batch, cells_by_row: Mapping[int, Mapping[str, str]], by: User) -> int:
    """Write rows of the file anew and check all that is not imported yet; how many were meant.

    Rows that were imported already stay as they are.
    """
    batch = _locked(batch)
    meant = 0
    rows = list(batch.rows.filter(state__in=PENDING))
    for row in rows:
        if row.number in cells_by_row:
            row.cells = dict(cells_by_row[row.number])
            meant += 1
    _write([row for row in rows if row.number in cells_by_row], "cells")
    _check_again(batch, rows)
    record("table.mended", by=by, on=batch, rows=meant)
    return meant


@action
def discard(*, batch: Batch, by: User) -> bool:
    """Forget the rows that were not imported; whether the whole file is forgotten."""
    batch = _locked(batch)
    batch.rows.filter(state__in=PENDING).delete()
    record("table.discarded", by=by, on=batch)
    if batch.rows.exists():
        return False
    batch.delete()
    return True


@action
def note_export(*, kind: Kind, rows: int, by: User) -> None:
    """Somebody took the rows of this kind out."""
    record("table.exported", by=by, on=by, kind=kind.key, rows=rows)


def begin(*, batch: Batch, work: Work, sender: Sender) -> None:
    """Import or undo: at once where that is quick, else by a task."""
    kind = kind_of_batch(batch)
    states = WAITING if work == Work.IMPORT else DONE
    if batch.rows.filter(state__in=states).count() > kind.at_once:
        hand_over(batch=batch, work=work, sender=sender)
    else:
        carry_out(batch=batch, work=work, sender=sender)


@action
def hand_over(*, batch: Batch, work: Work, sender: Sender) -> None:
    """Give the work to a task; given again, it is still done once."""
    batch = _locked(batch, work)
    _hand_to_a_task(batch, work, sender.user, sender.origin)
    record("table.handed_over", by=sender.user, on=batch, work=work.value)


def carry_out(*, batch: Batch, work: Work, sender: Sender) -> None:
    """Do the work, all of it or nothing; what there is to say of it is left in ``notice``."""
    try:
        if work == Work.CHECK:
            check_waiting(batch=batch, by=sender.user)
        elif work == Work.UNDO:
            undo(batch=batch, by=sender.user)
        elif work == Work.IMPORT:
            import_rows(batch=batch, sender=sender)
    except StaleObject:
        look_again(batch=batch, by=sender.user)


@action
def check_waiting(*, batch: Batch, by: User) -> None:
    """Check the rows of a large file."""
    batch = _locked(batch, Work.CHECK)
    if batch.waiting is not None:
        rows, batch.waiting = batch.waiting, None
        _keep(batch, kind_of_batch(batch), [(number, cells) for number, cells in rows])
    _finished(batch, {}, by)
    record("table.checked", by=by, on=batch)


@action
def look_again(*, batch: Batch, by: User) -> None:
    """Check what is not imported yet: the city's rows changed since it was shown."""
    batch = _locked(batch, Work.IMPORT)
    _check_again(batch, list(batch.rows.filter(state__in=PENDING)))
    message = _("Somebody changed records in the meantime, so nothing was imported. Look again.")
    _finished(batch, {"kind": "warning", "message": message}, by)
    record("table.checked", by=by, on=batch)


@action
def import_rows(*, batch: Batch, sender: Sender) -> None:
    """Store every row that is in order. Nothing is stored when it would do something else than
    what was shown. Raises ``StaleObject``.
    """
    batch, kind = _locked(batch, Work.IMPORT), kind_of_batch(batch)
    kind.lock()
    rows = list(batch.rows.filter(state__in=PENDING))
    store = kind.open()
    verdicts = _verdicts(Check(store), rows)
    if any(_differs(row, verdict) for row, verdict in verdicts):
        look_again(batch=batch, by=sender.user)
        return
    ready = [verdict.ready for _row, verdict in verdicts if verdict.state in WAITING]
    stored = store.store([one for one in ready if one is not None], sender)
    done = [row for row in rows if row.number in stored]
    for row in done:
        row.target, row.effects = stored[row.number].pk, stored[row.number].effects
        row.state = RowState.ADDED if row.state == RowState.NEW else RowState.UPDATED
    _write(done, "state", "target", "effects")
    added = sum(row.state == RowState.ADDED for row in done)
    counts = {"added": added, "changed": len(done) - added}
    message = _("Imported. Added: %(added)s, changed: %(changed)s.")
    notice = {"kind": "success", "message": message, "details": counts} if done else {}
    _finished(batch, notice, sender.user)
    record("table.imported", by=sender.user, on=batch, subject=None, **counts)


@action
def undo(*, batch: Batch, by: User) -> None:
    """Take back every imported row that nobody changed or used since; say why of the others."""
    batch = _locked(batch, Work.UNDO)
    rows = list(batch.rows.filter(state__in=DONE))
    wanted = {row.pk: Undoing(row.pk, row.effects or []) for row in rows}
    kind_of_batch(batch).undo(list(wanted.values()), by)
    for row in rows:
        refusal = wanted[row.pk].refusal
        row.problems = [refusal.as_json()] if refusal else []
        row.state = row.state if refusal else RowState.UNDONE
    _write(rows, "state", "problems")
    refused = sum(bool(row.problems) for row in rows)
    counts = {"undone": len(rows) - refused, "refused": refused}
    message = _("Undone: %(undone)s rows. Not undone: %(refused)s.")
    kind = "warning" if refused else "success"
    notice = {"kind": kind, "message": message, "details": counts} if rows else {}
    _finished(batch, notice, by)
    record("table.undone", by=by, on=batch, subject=None, **counts)


@action
def give_up(*, batch: Batch, by: User) -> None:
    """The work failed and left nothing behind; it may be begun again."""
    batch = _locked(batch, *Work)
    message = _("This did not work, and nothing was changed. Try again.")
    _finished(batch, {"kind": "error", "message": message}, by)
    record("table.failed", by=by, on=batch)


def kind_of_batch(batch: Batch) -> Kind:
    """The kind of its rows."""
    kind = kind_of(batch.kind)
    if kind is None:
        raise LookupError(f"nobody keeps tables of the kind {batch.kind}")
    return kind


def _locked(batch: Batch, *allowed: Work) -> Batch:
    """The file, nobody else's until the transaction ends; raises ``Busy``."""
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.work not in {Work.NONE, *allowed}:
        raise Busy
    return row


def _finished(batch: Batch, notice: dict[str, Any], by: User) -> None:
    """What was said before stays where there is nothing new to say: a button pressed twice."""
    notices.work_ended(batch, by)
    batch.work, batch.work_since = Work.NONE, None
    if notice:
        batch.notice = {"details": {}, "column": "", **notice}
    batch.save(update_fields=["work", "work_since", "notice", "waiting"])


def _hand_to_a_task(batch: Batch, work: Work, by: User, origin: str) -> None:
    from ostoja.tables.tasks import work_on

    batch.work, batch.work_since, batch.notice = work, timezone.now(), {}
    batch.save()

    def ask() -> None:
        # Whatever the broker says: the page offers to begin again.
        try:
            work_on.delay(str(batch.pk), work.value, str(by.pk), origin)
        except Exception:
            logger.warning("the broker took no task", exc_info=True)

    after_commit(ask)


def _keep(batch: Batch, kind: Kind, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    check = Check(kind.open())
    kept = []
    for number, cells in rows:
        row = BatchRow(batch=batch, number=number, cells=dict(cells))
        _take(row, check.look_at(number, cells))
        kept.append(row)
    BatchRow.objects.bulk_create(kept, ROWS_A_STATEMENT)


def _check_again(batch: Batch, rows: list[BatchRow]) -> None:
    """Only rows about which something new is to be said are written."""
    verdicts = _verdicts(Check(kind_of_batch(batch).open()), rows)
    changed = [(row, verdict) for row, verdict in verdicts if _differs(row, verdict)]
    for row, verdict in changed:
        _take(row, verdict)
    _write([row for row, _verdict in changed], "state", "problems", "changes", "target")


def _write(rows: list[BatchRow], *fields: str) -> None:
    """Rows that are there already, each with values of its own; five times as quick as
    ``bulk_update``.
    """
    BatchRow.objects.bulk_create(
        rows, ROWS_A_STATEMENT, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _verdicts(check: Check, rows: Iterable[BatchRow]) -> list[tuple[BatchRow, Verdict]]:
    return [(row, check.look_at(row.number, row.cells)) for row in rows]


def _take(row: BatchRow, verdict: Verdict) -> None:
    row.state = verdict.state
    row.problems, row.changes = _as_kept(verdict)
    existing = verdict.ready.existing if verdict.ready else None
    row.target = existing.pk if existing else None


def _differs(row: BatchRow, verdict: Verdict) -> bool:
    return (row.state, row.problems, row.changes) != (verdict.state, *_as_kept(verdict))


def _as_kept(verdict: Verdict) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    problems = [problem.as_json() for problem in verdict.problems]
    return problems, {key: list(pair) for key, pair in verdict.changes.items()}
