"""What the clock does with files: it checks those that wait, and removes what no row names."""

import time

from cryptography.exceptions import InvalidTag
from django.utils import timezone

from casework.files import storage
from casework.files.actions import content_of, settle
from casework.files.choices import FileKind, NotNow, Refusal, Refused
from casework.files.models import StoredFile
from casework.files.receiving import LATER, Arrived, made_harmless
from casework.files.scanner import scan
from casework.files.selectors import kinds_of_rows, places_named, waiting
from tenants.fence.tasks import lone_city_task

AT_ONCE = 20  # files of each round


@lone_city_task
def check_waiting_files() -> int:
    """How many were settled. Without its scanner nothing is: then they wait on."""
    rows = [row for model in kinds_of_rows() for row in waiting(model)[:AT_ONCE]]
    return sum(_checked(row) for row in rows)


def _checked(row: StoredFile) -> bool:
    type(row)._default_manager.filter(pk=row.pk).update(tried_at=timezone.now())
    try:
        settle(row=row, found=_found(row))
    except NotNow:
        return False
    return True


def _found(row: StoredFile) -> Arrived | Refusal:
    """Raises ``NotNow`` while the scanner is away; a file that takes too long is refused."""
    try:
        content, kind = content_of(row), FileKind(row.kind)
    except (FileNotFoundError, InvalidTag):
        return Refusal.BROKEN
    try:
        scan(content)  # asked before: its absence is no fault of the file
        return made_harmless(content, kind, bytes(row.origin), time.monotonic() + LATER)
    except Refused as refused:
        return refused.why
    except NotNow:
        scan(content)
        return Refusal.COMPLEX


@lone_city_task
def sweep_files() -> int:
    """Remove files without a row; how many."""
    return storage.sweep(places_named())
