"""Templates, exports, and the rows that are to be mended, as files."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse

from ostoja.access.door import StaffRequest, requires, staff_only
from ostoja.access.permissions import Permission
from ostoja.tables import actions, downloads
from ostoja.tables.choices import RowState
from ostoja.tables.kinds import Kind, exportable, importable
from ostoja.tables.selectors import batch_for


@requires(Permission.TABLES_IMPORT)
def table_template(request: StaffRequest, key: str, file_format: str) -> HttpResponse:
    """An empty table with an example."""
    kind = _one_of(importable(request), key, file_format)
    content = downloads.template(str(kind.name), kind.columns(), file_format)
    return downloads.answer(str(kind.name), file_format, content)


@staff_only
def table_export(request: StaffRequest, key: str, file_format: str) -> HttpResponse:
    """All rows of the kind, for who may see them anyway; recorded."""
    kind = _one_of(exportable(request), key, file_format)
    rows = downloads.export(kind.open())
    actions.note_export(kind=kind, rows=len(rows) - 1, by=request.user)
    content = downloads.written(str(kind.name), file_format, rows)
    return downloads.answer(str(kind.name), file_format, content)


@requires(Permission.TABLES_IMPORT)
def batch_broken(request: StaffRequest, pk: UUID, file_format: str) -> HttpResponse:
    """The rows that are to be mended, with what is wrong."""
    batch, kind = batch_for(request, pk)
    if file_format not in downloads.FORMATS:
        raise Http404
    known = {column.key: column for column in kind.columns()}
    columns = [known[key] for key in _columns_of(batch.columns, known) if key in known]
    rows = downloads.broken_rows(columns, batch.rows.filter(state=RowState.BROKEN))
    return downloads.answer(
        batch.file_name.rpartition(".")[0] or batch.file_name,
        file_format,
        downloads.written(str(kind.name), file_format, rows),
    )


def _columns_of(columns: list[str], known: Iterable[str]) -> list[str]:
    """Those of the file; one that somebody filled in on the page comes after them."""
    return [*columns, *(key for key in known if key not in columns)]


def _one_of(kinds: list[Kind], key: str, file_format: str) -> Kind:
    found = next((kind for kind in kinds if kind.key == key), None)
    if found is None or file_format not in downloads.FORMATS:
        raise Http404
    return found
