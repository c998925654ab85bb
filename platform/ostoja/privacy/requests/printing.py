"""The copy as people get it: PDF/UA-1, JSON for machines, and both with files in an archive."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.models import PersonExport
from ostoja.ui.print_fonts import setting

TEMPLATE = Path(__file__).parent / "print" / "document.typ"
JSON, PDF, ZIP = "json", "pdf", "zip"


@dataclass(frozen=True, slots=True)
class Way:
    """One form in which the copy is taken."""

    label: Any
    mime: str
    write: Callable[[PersonExport], bytes]


def pdf_of(said: Mapping[str, Any]) -> bytes:
    """A document of headings, paragraphs and pairs of words, as PDF/UA-1."""
    return setting.pdf_of(TEMPLATE, said)


def as_json(export: PersonExport) -> bytes:
    """For programs: each value with its field and label (GDPR, art. 20)."""
    return json.dumps(export.document, ensure_ascii=False, indent=2).encode()


def as_pdf(export: PersonExport) -> bytes:
    """For people."""
    return pdf_of(_said(export.document))


def as_archive(export: PersonExport) -> bytes:
    """Both, with the files that belong to it, as far as they still lie where they lay."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", as_json(export))
        archive.writestr("data.pdf", as_pdf(export))
        for name, content in _files(export.document):
            archive.writestr(f"files/{name}", content)
    return file.getvalue()


WAYS: Mapping[str, Way] = {
    PDF: Way(gettext_lazy("PDF, to read and print"), "application/pdf", as_pdf),
    JSON: Way(gettext_lazy("JSON, for other programs"), "application/json", as_json),
    ZIP: Way(gettext_lazy("Everything in one archive, with files"), "application/zip", as_archive),
}


def _files(document: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    openers = {one.model._meta.label_lower: one for one in holdings.every_holding() if one.content}
    found: list[tuple[str, bytes]] = []
    for entry in document["files"]:
        holding = openers.get(entry["model"])
        row = holding and holding.model._default_manager.filter(pk=entry["id"]).first()
        opened = holding.content(row) if row and holding and holding.content else None
        if opened:
            found.append(opened)
    return found


def _said(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document in the words of the printed page."""
    return {
        "language": document["language"],
        "title": _("Copy of personal data"),
        "author": document["city"],
        "caption": document["about"],
        "sections": [*sections_of(document)],
    }


def sections_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Headings, each with entries of pairs; the page draws the same ones."""
    told = {"heading": _("What you should know"), "entries": [document["information"]]}
    parts = [
        {
            "heading": part["label"],
            "entries": [
                [(one["label"], one["shown"]) for one in row["values"] if one["shown"] != "–"]
                for row in part["rows"]
            ],
        }
        for part in document["parts"]
    ]
    left = [(one["what"], _reason(one)) for one in document["left_out"]]
    out = {"heading": _("What is left out, and why"), "entries": [left] if left else []}
    return [told, *parts, out]


def _reason(entry: Mapping[str, Any]) -> str:
    number = entry["number"]
    return f"{entry['reason']} ({number})" if number else str(entry["reason"])
