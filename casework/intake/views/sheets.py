"""Sheets to print, as files: one of them, or all at once."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework.intake.entry_points import printing
from casework.intake.models import EntryPoint
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@require_safe
@requires(Permission.ENTRY_POINT_VIEW)
def entry_point_sheet(request: StaffRequest, pk: UUID, name: str) -> HttpResponseBase:
    """One sheet."""
    point = get_object_or_404(EntryPoint, pk=pk)
    sheet = next((one for one in printing.sheets() if one.name == name), None)
    if sheet is None:
        raise Http404
    content = printing.pdf_of(sheet, _facts(request, point))
    return _file(content, "application/pdf", f"{point.code}-{name}.pdf")


@require_safe
@requires(Permission.ENTRY_POINT_VIEW)
def entry_point_sheets(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """All sheets of one entry point; a second at most."""
    point = get_object_or_404(EntryPoint, pk=pk)
    content = printing.archive_of(point, _facts(request, point))
    return _file(content, "application/zip", f"{point.code}.zip")


def _facts(request: StaffRequest, point: EntryPoint) -> printing.Facts:
    address = request.build_absolute_uri(reverse("entry_point", args=[point.code]))
    return printing.facts_for(point, address, request.get_host())


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """The name says the code and nothing of what it is for."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
