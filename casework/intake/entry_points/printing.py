"""Sheets to hang up, as PDF/UA-1: A4, A5 and a sticker, in each language and easy to read.

Nothing on them tells what they are about to whoever only sees somebody looking at one: the city,
that one can write, an address, a number. Typesetting one takes a tenth of a second or less.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casework.intake.choices import Audience
from casework.intake.models import EntryPoint
from casework.intake.qr import qr_file
from casework.partners.words import language_name
from ostoja.ui.languages import public_languages
from ostoja.ui.phones import NATIONAL, tel_uri
from ostoja.ui.print_fonts import setting
from tenants.profile.models import PhoneNumber
from tenants.profile.selectors import phone_numbers, profile

SIZES = ("a4", "a5", "sticker")
TEMPLATE = Path(__file__).parent / "print" / "sheet.typ"
LABELS = {"a4": "A4", "a5": "A5", "sticker": gettext_lazy("Sticker")}
EVERYBODY = "everyone"
FOR_ADULTS, FOR_CHILDREN = "116 123", "116 111"  # where a city has no number of its own
# A file in an archive has a date; this one is the first that there can be, and tells nothing.
NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which of the sheets of an entry point."""

    size: str
    language: str
    easy: bool = False

    @property
    def name(self) -> str:
        """“a4-uk-easy”, as in the name of its file."""
        return f"{self.size}-{self.language}{'-easy' if self.easy else ''}"

    @property
    def label(self) -> str:
        """“A4, Ukrainian, easy to read”, in the page's language."""
        easy = [_("easy to read")] if self.easy else []
        return ", ".join([str(LABELS[self.size]), language_name(self.language), *easy])


@dataclass(frozen=True, slots=True)
class Facts:
    """What all sheets of an entry point share. ``number``: the city's own, as people write it."""

    city: str
    host: str
    path: str
    in_words: str
    number: str
    picture: str


def sheets() -> list[Sheet]:
    """All that there are in this city's languages; a sticker has no room for more words."""
    return [
        Sheet(size, language, easy)
        for language in public_languages(profile().languages)
        for size in SIZES
        for easy in (False, True)
        if not (easy and size == "sticker")
    ]


def facts_for(point: EntryPoint, address: str, host: str) -> Facts:
    """``address`` is the one in the picture, with its scheme, which nobody types."""
    in_words = f"/{point.short_address}" if point.short_address else ""
    picture = qr_file(address, "svg").decode()
    path = address.partition(host)[2]
    number = _number(phone_numbers(), point.audience == Audience.CHILDREN)
    return Facts(profile().name, host, path, in_words, number, picture)


def _number(rows: list[PhoneNumber], for_children: bool) -> str:
    """The city's first number for these people; one that is known everywhere where it has none.
    A child is not sent to a line for adults.
    """
    audience, known = (Audience.CHILDREN, FOR_CHILDREN) if for_children else (EVERYBODY, FOR_ADULTS)
    national = {tel_uri(one.number) for one in NATIONAL}
    own = [row for row in rows if row.audience == audience and tel_uri(row.number) not in national]
    return (own[0].display or own[0].number) if own else known


def pdf_of(sheet: Sheet, facts: Facts) -> bytes:
    """The sheet as PDF/UA-1; the same facts give the same bytes."""
    return setting.pdf_of(TEMPLATE, _said(sheet, facts))


def archive_of(point: EntryPoint, facts: Facts) -> bytes:
    """All sheets in one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets():
            entry = zipfile.ZipInfo(f"{point.code}-{sheet.name}.pdf", NO_DATE)
            archive.writestr(entry, pdf_of(sheet, facts), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _said(sheet: Sheet, facts: Facts) -> dict[str, Any]:
    with translation.override(sheet.language):
        lines = _easy(facts) if sheet.easy else _plain(sheet, facts)
        return {
            "size": sheet.size,
            "easy": sheet.easy,
            "language": sheet.language,
            "title": f"{pgettext('neutral title', 'Information')} – {facts.city}",
            "city": facts.city,
            "heading": _("You can write to us"),
            "host": facts.host,
            "path": facts.path,
            "in_words": facts.in_words,
            "picture": facts.picture,
            "picture_text": _("Square code. It leads to this address: %(address)s")
            % {"address": facts.host + facts.path},
            "lines": [{"picture": picture, "text": text} for picture, text in lines],
        }


def _plain(sheet: Sheet, facts: Facts) -> Iterator[tuple[str, str]]:
    if sheet.size != "sticker":
        yield "", _("Scan the code with a telephone, or type the address.")
        yield "", _("You do not have to say who you are.")
    yield "", _call(facts)
    yield "", _("In danger call 112 at once.")


def _easy(facts: Facts) -> Iterator[tuple[str, str]]:
    """One thought a line, and a picture beside it."""
    yield "scan", _("Hold your telephone's camera over the square.")
    yield "type", _("Or type the address below the square.")
    yield "nameless", _("You do not have to give your name.")
    yield "languages", _("You can write in your own language.")
    yield "call", _call(facts)
    yield "danger", _("Are you in danger? Call 112.")


def _call(facts: Facts) -> str:
    whole = facts.number.replace(" ", "\u00a0")  # half a number is called wrongly
    return _("You can also call: %(number)s.") % {"number": whole}
