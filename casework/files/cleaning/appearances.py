"""What lies upon a PDF's page (filled fields, stamps, signatures) becomes part of the page."""

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

HIDDEN = 0b10  # of an annotation's flags: it is shown neither on the screen nor on paper
PREFIX = "/OstojaDrawn"


def appearances_in(page: PageObject, number: int) -> str:
    """Make each visible appearance a drawing that the page knows; what draws them where they lay.

    ``number`` is the page's, since pages may share what they know.
    """
    shown = list(_appearances(page))
    if not shown:
        return ""
    resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    drawings = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    lines = []
    for place, (appearance, rectangle) in enumerate(shown):
        name = f"{PREFIX}{number}x{place}"
        drawings[NameObject(name)] = appearance
        lines.append(f"q {_placed(appearance.get_object(), rectangle)} cm {name} Do Q")
    return "\n".join(lines)


def draw(writer: PdfWriter, page: PageObject, drawn: str) -> None:
    """The page's own content is closed in, so that nothing it set moves what is added."""
    own = [] if page.get("/Contents") is None else _parts(page.raw_get("/Contents"))
    before, after = _stream(b"q\n"), _stream(b"\nQ\n" + drawn.encode("ascii"))
    added = [writer._add_object(one) for one in (before, after)]
    page[NameObject("/Contents")] = ArrayObject([added[0], *own, added[1]])


def _appearances(page: PageObject) -> Iterator[tuple[Any, list[float]]]:
    annotations = page.get("/Annots")
    for one in (annotations.get_object() if annotations is not None else None) or []:
        note = one.get_object()
        if int(note.get("/F", 0)) & HIDDEN or note.get("/Subtype") in {"/Popup", "/Link"}:
            continue
        appearance = _normal(note)
        rectangle = [float(side) for side in note.get("/Rect", [])]
        if appearance is not None and len(rectangle) == 4:
            yield appearance, rectangle


def _normal(note: DictionaryObject) -> Any:
    """The stream of how it looks when nobody touches it; of a tick box, as it stands."""
    looks = note.get("/AP")
    found = looks.get_object().get("/N") if looks is not None else None
    if found is None:
        return None
    opened = found.get_object()
    if not isinstance(opened, StreamObject) and "/AS" in note:
        opened = opened.get(note["/AS"])
        opened = opened.get_object() if opened is not None else None
    if not isinstance(opened, StreamObject):
        return None
    return opened.indirect_reference or opened


def _placed(appearance: StreamObject, rectangle: list[float]) -> str:
    """The matrix that lays its box into the rectangle (ISO 32000-1, 12.5.5)."""
    left, bottom, right, top = (float(side) for side in appearance.get("/BBox", [0, 0, 1, 1]))
    matrix = [float(one) for one in appearance.get("/Matrix", [1, 0, 0, 1, 0, 0])]
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    xs = [matrix[0] * x + matrix[2] * y + matrix[4] for x, y in corners]
    ys = [matrix[1] * x + matrix[3] * y + matrix[5] for x, y in corners]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    across = (max(rectangle[0], rectangle[2]) - min(rectangle[0], rectangle[2])) / wide
    up = (max(rectangle[1], rectangle[3]) - min(rectangle[1], rectangle[3])) / high
    x = min(rectangle[0], rectangle[2]) - min(xs) * across
    y = min(rectangle[1], rectangle[3]) - min(ys) * up
    return f"{across:.6f} 0 0 {up:.6f} {x:.4f} {y:.4f}"


def _parts(contents: Any) -> list[Any]:
    opened = contents.get_object()
    return list(opened) if isinstance(opened, ArrayObject) else [contents]


def _stream(data: bytes) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    return made
