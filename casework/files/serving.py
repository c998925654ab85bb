"""A file as an answer: saved and not shown, run by nothing, kept by no cache."""

from cryptography.exceptions import InvalidTag
from django.http import Http404, HttpResponse

from casework.files.actions import content_of
from casework.files.choices import FileKind
from casework.files.models import StoredFile

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, noarchive",
}


def content_or_404(row: StoredFile) -> bytes:
    """What it holds; only what is ready, and still lies on the disk, is there."""
    if not row.is_ready:
        raise Http404
    try:
        return content_of(row)
    except (FileNotFoundError, InvalidTag):
        raise Http404 from None


def attachment(row: StoredFile, name: str) -> HttpResponse:
    """Under this neutral name; whoever calls has asked the door."""
    kind, content = FileKind(row.kind), content_or_404(row)
    response = HttpResponse(content, content_type=kind.mime, headers=HEADERS)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.ending}"'
    return response
