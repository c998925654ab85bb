"""Documents of the office as PDF/UA-1: a heading, facts, texts and entries, with who printed them
on each page. Rooms say what stands in them; nothing here knows a case.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, pgettext

from ostoja.ui import print_fonts

TEMPLATE = Path(__file__).parent / "document.typ"
# What the printed font has: Latin with its accents, Cyrillic, and signs of writing. A letter that
# it lacks would be a gap that no screen reader can read, and PDF/UA refuses the document.
HAS = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123"
    "\u012a\u012b\u012e-\u0133\u0136\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b"
    "\u015e-\u0165\u016a\u016b\u016e-\u017e\u0218-\u021b\u0401\u0404\u0406\u0407\u0410-\u044f\u0451"
    "\u0454\u0456\u0457\u0490\u0491\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2116"
)
UNPRINTABLE = re.compile(f"[^\n{HAS}]")
IN_OTHER_WORDS = str.maketrans({"→": "->", "\u2011": "-", "\u202f": " ", "\u2009": " ", "\t": " "})
PLACEHOLDER = "?"


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
    said = asdict(document) | {"page": pgettext("on paper", "Page")}
    made = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"said": json.dumps(_whole(said))},
        timestamp=0,
    )
    return bytes(made)


def _whole(said: Any) -> Any:
    """Every text within, as it can be printed."""
    if isinstance(said, str):
        return printable(said)
    if isinstance(said, dict):
        return {name: _whole(value) for name, value in said.items()}
    return [_whole(one) for one in said]


def printable(words: str) -> str:
    """With a sign in place of every letter that the printed font lacks; unseen ones go."""
    whole = unicodedata.normalize("NFC", words).translate(IN_OTHER_WORDS)
    seen = "".join(one for one in whole if unicodedata.category(one) != "Cf" and one != "\r")
    return UNPRINTABLE.sub(PLACEHOLDER, seen)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [print_fonts.FOLDER])
