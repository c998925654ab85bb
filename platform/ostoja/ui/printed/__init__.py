"""Documents of the office as PDF/UA-1: a heading, facts, texts and entries, with who printed them
on each page. Rooms say what stands in them; nothing here knows a case.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import get_language, override, pgettext

from ostoja.ui.print_fonts import setting

TEMPLATE = Path(__file__).parent / "document.typ"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what stands beside it."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a heading of its own: a note, a task, a step."""

    title: str
    remark: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading."""

    heading: str
    facts: Sequence[Fact] = ()
    texts: Sequence[str] = ()
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; ``footer`` stands on each page."""

    title: str
    city: str
    footer: str
    sections: Sequence[Section]
    intro: str = ""
    language: str = field(default_factory=lambda: get_language() or "pl")


def pdf_of(document: Document) -> bytes:
    """As PDF/UA-1, in a tenth of a second or so; the same document gives the same bytes."""
    with override(document.language):
        page = pgettext("on paper", "Page")
    return setting.pdf_of(TEMPLATE, asdict(document) | {"page": page})
