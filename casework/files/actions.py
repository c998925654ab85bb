"""Keeping a file, and what becomes of one that waited to be checked."""

from typing import Any, TypeVar

from django.utils import timezone

from casework.files import storage
from casework.files.choices import FileState, Refusal
from casework.files.models import StoredFile
from casework.files.receiving import Arrived
from ostoja.audit import action, record

Kept = TypeVar("Kept", bound=StoredFile)


def keep(model: type[Kept], arrived: Arrived, **parent: Any) -> Kept:
    """The file on the disk and its row, within the action of whoever took it in."""
    row = model(origin=arrived.origin, kind=arrived.kind, state=FileState.WAITING, **parent)
    _put(row, arrived)
    row.save(force_insert=True)
    return row


def refuse(model: type[Kept], arrived: Arrived, why: Refusal, **parent: Any) -> Kept:
    """A row that says why it is not kept; nothing of it is on the disk."""
    row = model(origin=arrived.origin, kind=arrived.kind, state=FileState.REFUSED, **parent)
    row.refusal = why
    row.save(force_insert=True)
    return row


def _put(row: StoredFile, arrived: Arrived) -> None:
    key = storage.new_key()
    row.place, row.key = storage.put(arrived.content, key), key.hex()
    row.kind, row.size = arrived.kind, len(arrived.content)
    row.removed = sorted(arrived.removed)
    if arrived.scan is not None:
        row.state, row.scan = FileState.READY, arrived.scan


def content_of(row: StoredFile) -> bytes:
    """What lies on the disk, opened."""
    return storage.get(row.place, bytes.fromhex(row.key))


@action
def settle(*, row: StoredFile, found: Arrived | Refusal) -> None:
    """It has been checked: what was made of it takes its place, or nothing does."""
    row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state != FileState.WAITING:  # another process was quicker
        record("submission.repeated", by=None, on=row, subject=row.subject)
        return
    if isinstance(found, Arrived):
        _put(row, found)
        record("file.checked", by=None, on=row, subject=row.subject)
    else:
        row.state, row.refusal, row.size = FileState.REFUSED, found, 0
        row.place, row.key, row.removed = "", "", []
        record("file.refused", by=None, on=row, subject=row.subject, why=str(found.value))
    row.tried_at = timezone.now()
    row.save()
    row.settled()
