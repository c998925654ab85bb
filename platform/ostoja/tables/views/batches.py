"""Pages of an import: choose, bring in, look, mend, confirm, undo."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, View, requires
from ostoja.access.permissions import Permission
from ostoja.tables import actions, selectors
from ostoja.tables.choices import RowState, Work
from ostoja.tables.forms import (
    MendedForm,
    RowForm,
    SheetForm,
    UploadForm,
    not_the_broken_rows,
)
from ostoja.tables.kinds import Kind, Sender, exportable, importable
from ostoja.tables.models import Batch
from ostoja.tables.problems import Problem
from ostoja.tables.retention import days_kept

A_PAGE = 50


def _when_idle(view: View) -> View:
    """While a task is at work on the file, its page says so and nothing is done; 404 where
    somebody discarded the file a moment ago.
    """

    @wraps(view)
    def guarded(request: StaffRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, pk, **kwargs)
        except actions.Busy:
            return redirect("batch", pk)
        except Batch.DoesNotExist:
            raise Http404 from None

    return guarded


@requires(Permission.TABLES_IMPORT)
def tables(request: StaffRequest) -> HttpResponse:
    """What can be imported and exported, and what was brought in lately."""
    kinds = importable(request)
    context = {
        "kinds": kinds,
        "exportable": exportable(request),
        "batches": [
            (batch, kind.name, selectors.counts_of(batch))
            for batch in selectors.batches(kinds)[: selectors.LATEST]
            for kind in kinds
            if kind.key == batch.kind
        ],
        "days": days_kept(),
    }
    return render(request, "tables/tables.html", context)


@requires(Permission.TABLES_IMPORT)
def table_import(request: StaffRequest, key: str) -> HttpResponse:
    """Bring in a file."""
    kind = _kind(request, key)
    columns = kind.columns()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, columns=columns)
    if form.is_valid():
        batch = actions.upload(
            submission=form.chosen_submission,
            kind=kind,
            file_name=form.file_name,
            arranged=form.arranged,
            by=request.user,
        )
        return redirect("batch", batch.pk)
    context = {"kind": kind, "form": form, "columns": columns}
    status = 422 if form.is_bound else 200
    return render(request, "tables/table_import.html", context, status=status)


@requires(Permission.TABLES_IMPORT)
def batch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a file would do or did: counts, errors, changes."""
    found, kind = selectors.batch_for(request, pk)
    if found.work and not found.is_stuck:
        return render(request, "tables/batch_working.html", {"batch": found, "kind": kind})
    return _batch_page(request, found, kind, SheetForm())


@require_POST
@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_mended(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the rows of a file of broken rows back in."""
    found, kind = selectors.batch_for(request, pk)
    form = MendedForm(request.POST, request.FILES, columns=kind.columns())
    if not form.is_valid():
        return _batch_page(request, found, kind, form)
    if not actions.mend(batch=found, cells_by_row=form.cells_by_row, by=request.user):
        form.add_error("file", not_the_broken_rows())
        return _batch_page(request, found, kind, form)
    messages.success(request, _("The mended rows were taken in and checked."))
    return redirect("batch", pk)


def _batch_page(request: StaffRequest, found: Batch, kind: Kind, form: SheetForm) -> HttpResponse:
    counts = selectors.counts_of(found)
    columns = {column.key: column for column in kind.columns()}
    state = request.GET.get("state", "")
    if state not in RowState.values:
        state = _first_to_look_at(counts)
    rows = Paginator(found.rows.filter(state=state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "kind": kind,
        "form": form,
        "counts": counts,
        "state": state,
        "states": counts.shown,
        "notice": selectors.notice_of(found),
        "notes": [Problem.from_json(note) for note in found.notes],
        "page_obj": rows,
        "rows": [selectors.shown(row, kind, columns) for row in rows],
        "days": days_kept(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "tables/batch.html", context, status=status)


def _first_to_look_at(counts: selectors.Counts) -> str:
    """Rows to be mended, then those that change something."""
    first = (RowState.BROKEN, RowState.CHANGED, RowState.NEW, RowState.UPDATED)
    return next((state.value for state in (*first, *RowState) if counts.of(state)), "")


@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_row(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """Mend one row."""
    found, kind = selectors.batch_for(request, pk)
    row = get_object_or_404(found.rows.filter(state__in=actions.PENDING), number=number)
    columns = kind.columns()
    sent = request.POST if request.method == "POST" else None
    form = RowForm(sent, columns=columns, cells=row.cells)
    if form.is_valid():
        if not actions.mend(batch=found, cells_by_row={number: form.cells()}, by=request.user):
            form.add_error(
                None, _("This row was imported or deleted meanwhile. Nothing was saved.")
            )
        elif (row := get_object_or_404(found.rows, number=number)).state != RowState.BROKEN:
            messages.success(request, _("Row %(row)s is in order.") % {"row": number})
            return redirect("batch", pk)
    if not form.errors:
        form = RowForm(row.cells, columns=columns, cells=row.cells)
        form.show_problems(Problem.from_json(kept) for kept in row.problems)
    context = {"batch": found, "kind": kind, "form": form, "row": row}
    return render(request, "tables/batch_row.html", context, status=_status(request))


def _status(request: StaffRequest) -> int:
    return 422 if request.method == "POST" else 200


@require_POST
@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Import what is in order."""
    found, _kind_of_it = selectors.batch_for(request, pk)
    actions.begin(batch=found, work=Work.IMPORT, sender=_sender(request))
    return redirect("batch", pk)


@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an import back, after saying what that means."""
    found, kind = selectors.batch_for(request, pk)
    counts = selectors.counts_of(found)
    if request.method == "POST":
        actions.begin(batch=found, work=Work.UNDO, sender=_sender(request))
        return redirect("batch", pk)
    if not counts.done:
        return redirect("batch", pk)
    context = {"batch": found, "kind": kind, "counts": counts}
    return render(request, "tables/batch_undo.html", context)


@require_POST
@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin work again whose worker died."""
    found, _kind_of_it = selectors.batch_for(request, pk)
    if found.is_stuck:
        actions.hand_over(batch=found, work=Work(found.work), sender=_sender(request))
    return redirect("batch", pk)


@require_POST
@requires(Permission.TABLES_IMPORT)
@_when_idle
def batch_discard(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Forget the rows that were not imported."""
    found, _kind_of_it = selectors.batch_for(request, pk)
    is_gone = actions.discard(batch=found, by=request.user)
    messages.success(request, _("The rows that were not imported are deleted."))
    return redirect("tables") if is_gone else redirect("batch", pk)


def _kind(request: StaffRequest, key: str) -> Kind:
    found = next((kind for kind in importable(request) if kind.key == key), None)
    if found is None:
        raise Http404
    return found


def _sender(request: StaffRequest) -> Sender:
    return Sender(request.user, request.build_absolute_uri("/").rstrip("/"))
