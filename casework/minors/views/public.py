"""What residents read: the standards that are in force, the short version first."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from casework.cases.views.printing import file_of
from casework.files.serving import attachment
from casework.minors import page, public_printing, selectors
from casework.minors.models import EditionFile
from casework.minors.public_words import name_of
from ostoja.ui.printed import pdf_of


def child_protection(request: HttpRequest) -> HttpResponse:
    """Every body whose standards are in force."""
    found = [(one, name_of(one.standards)) for one in selectors.public_editions()]
    return render(request, "minors/public_list.html", {"found": found})


def child_protection_body(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One body: whom to turn to, the short version, and where the whole one is."""
    return render(request, "minors/public_short.html", _context(pk))


def child_protection_full(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole text, with its annexes."""
    return render(request, "minors/public_full.html", _context(pk))


def child_protection_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Both versions on paper, to be hung up in the office."""
    edition = selectors.public_edition(pk)
    document = public_printing.edition_document(edition)
    return file_of(pdf_of(document), f"standards-{edition.number}")


def child_protection_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file of what is in force."""
    row = EditionFile.objects.select_related("edition").filter(pk=pk).first()
    if row is None or selectors.public_edition(row.edition.standards_id).pk != row.edition_id:
        raise Http404
    return attachment(row, f"{row.part}-{row.edition.number}")


def _context(pk: UUID) -> dict[str, object]:
    edition = selectors.public_edition(pk)
    return {
        "edition": edition,
        "name": name_of(edition.standards),
        "body": edition.standards.organisation,
        "texts": page.texts_of(edition, level=2),
        "files": page.files_of(edition, "child_protection_file"),
        "people": selectors.public_people(edition),
    }
