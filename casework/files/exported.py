"""Files as a city takes them along: opened, named by the id of their row."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag

from casework.files.actions import content_of
from casework.files.choices import FileKind, FileState
from casework.files.models import StoredFile
from casework.files.selectors import kinds_of_rows


def readable_files() -> Iterator[tuple[str, bytes | None]]:
    """Those that are ready. What waits to be checked is given to nobody, here neither."""
    for model in kinds_of_rows():
        for row in model._default_manager.filter(state=FileState.READY).order_by("pk").iterator():
            yield f"{row.pk}.{FileKind(row.kind).ending}", _content(row)


def _content(row: StoredFile) -> bytes | None:
    try:
        return content_of(row)
    except (FileNotFoundError, InvalidTag):
        return None
