"""PDFs are put together anew from their pages: what acts, hides or betrays stays out."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from casework.files.cleaning.appearances import appearances_in, draw
from casework.files.cleaning.result import CannotClean, Cleaned
from casework.files.cleaning.streams import make_bare, unpacked_size

MOST_PAGES = 200
MOST_OBJECTS = 50_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes of all streams together
DEEPEST = 60
# All that a page needs to be seen. Links, forms, notes, scripts and previews are not among it.
OF_A_PAGE = {
    *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"),
    *("/Contents", "/UserUnit", "/Group"),
}
# What acts, leads elsewhere, carries other files or tells of people, wherever it stands.
NEVER = {
    *("/AA", "/A", "/OpenAction", "/JS", "/JavaScript", "/Names", "/EmbeddedFiles", "/EF", "/AF"),
    *("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Ref", "/PS", "/Alternates", "/F"),
    *("/FFilter", "/FDecodeParms", "/RichMediaContent", "/XFA", "/StructParent", "/StructParents"),
}
# In these a name is somebody's own, even if it is called /A.
OWN_NAMES = {
    *("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties"),
    *("/CharProcs", "/Colorants"),
}
ACTIVE = {"/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/AF", "/XFA", "/Names"}


def clean(content: bytes, kind: str) -> Cleaned:
    """The pages as they look. Raises ``CannotClean``."""
    try:
        return Cleaned(kind, *_rewritten(content))
    except CannotClean:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise CannotClean("broken") from None
    except (NotImplementedError, ArithmeticError, AssertionError):
        raise CannotClean("broken") from None


def _rewritten(content: bytes) -> tuple[bytes, frozenset[str]]:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CannotClean("locked")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise CannotClean("complex" if len(reader.pages) else "broken")
    removed, writer, walk = frozenset(_told_by(reader)), PdfWriter(), _Walk()
    for number, page in enumerate(reader.pages):
        drawn = _bare(page, number)
        walk.through(page)
        added = writer.add_page(page)
        if drawn:
            draw(writer, added, drawn)
    writer.metadata = None
    into = BytesIO()
    writer.write(into)
    return into.getvalue(), removed | walk.removed


def _told_by(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    info: Any = reader.metadata or {}
    if info or "/Metadata" in root:
        yield "author"
    if any("Date" in name for name in info):
        yield "time"
    if ACTIVE & root.keys():
        yield "active"


def _bare(page: PageObject, number: int) -> str:
    """The page with nothing but what is seen; how filled fields and stamps on it are drawn."""
    drawn = appearances_in(page, number)
    for name in set(page) - OF_A_PAGE:
        del page[name]
    return drawn


class _Walk:
    """Once through everything that the pages reach."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.removed: set[str] = set()
        self.unpacked = 0

    def through(self, found: Any, names: bool = False, depth: int = 0) -> None:
        """Takes away what must not stay; ``names``: the keys are somebody's own names."""
        found = found.get_object() if hasattr(found, "get_object") else found
        if not isinstance(found, DictionaryObject | ArrayObject) or id(found) in self.seen:
            return
        self.seen.add(id(found))
        if depth > DEEPEST or len(self.seen) > MOST_OBJECTS:
            raise CannotClean("complex")
        if isinstance(found, StreamObject):
            self._stream(found)
        if isinstance(found, ArrayObject):
            for one in found:
                self.through(one, depth=depth + 1)
            return
        self._dictionary(found, names, depth)

    def _dictionary(self, found: DictionaryObject, names: bool, depth: int) -> None:
        for name in list(found):
            if not names and name in NEVER:
                self.removed.add("active" if name in ACTIVE else "author")
                del found[NameObject(name)]
            elif name != "/Parent":
                self.through(found.raw_get(name), name in OWN_NAMES and not names, depth + 1)

    def _stream(self, found: StreamObject) -> None:
        if found.get("/Subtype") == "/PS":
            raise CannotClean("complex")
        self.unpacked += unpacked_size(found, MOST_UNPACKED - self.unpacked)
        if self.unpacked > MOST_UNPACKED:
            raise CannotClean("complex")
        if make_bare(found):
            self.removed.add("notes")
