"""Photographs inside of documents: among what a page draws, as JPEG 2000, and what follows them."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from casework.files.choices import FileKind, Refused
from casework.files.cleaning.photographs import bare_jpeg, bare_jpx
from casework.files.cleaning.result import Cleaned
from casework.files.sandbox import cleaned
from tests.casework.files import made
from tests.casework.files.made import CANARY

OF_CANARY = CANARY.encode()
Change = Callable[[PdfWriter], None]


def clean(change: Change) -> Cleaned:
    found = cleaned(made.document(change), FileKind.PDF, seconds=60.0)
    assert OF_CANARY not in found.content
    return found


def image_in(content: bytes) -> bytes:
    """The photograph of the first page, as it lies there."""
    page = PdfReader(io.BytesIO(content)).pages[0]
    found: bytes = page["/Resources"]["/XObject"]["/Im0"].get_object()._data  # type: ignore[index]
    return found


def with_image(data: bytes, filters: str | ArrayObject = "/DCTDecode") -> Change:
    """A document with this as its photograph."""

    def change(writer: PdfWriter) -> None:
        made.photograph(writer)
        image = writer.pages[0]["/Resources"]["/XObject"]["/Im0"].get_object()  # type: ignore[index]
        image._data = data
        image[NameObject("/Filter")] = (
            NameObject(filters) if isinstance(filters, str) else writer._add_object(filters)
        )

    return change


def with_drawing(data: bytes, told: bytes = b"/W 60 /H 40 /BPC 8 /CS /RGB /F /DCT") -> Change:
    """A document that draws this among its words."""
    content = b"BT /A 20 Tf (Decyzja) Tj ET\nq BI " + told + b" ID " + data + b"\nEI Q\n"

    def change(writer: PdfWriter) -> None:
        stream = made.drawn(content)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return change


def jpx(**options: object) -> bytes:
    """A JPEG 2000 with a remark in its stream, and boxes that tell of it behind."""
    plain = made.saved(made.picture((60, 40)), "JPEG2000", comment=CANARY, **options)
    return plain + box(b"xml ", OF_CANARY) + box(b"uuid", bytes(16) + OF_CANARY)


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def opens(data: bytes, kind: str) -> bool:
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        image.load()
        return image.size in {(60, 40), (40, 60)}


def test_what_lies_behind_a_photograph_is_not_taken_along() -> None:
    found = clean(with_image(made.photo() + made.photo() + OF_CANARY))
    assert opens(image_in(found.content), "JPEG") and "notes" in found.removed


def test_notes_between_two_scans_go() -> None:
    data = made.saved(made.picture((60, 40)), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    note = b"\xff\xfe" + (len(OF_CANARY) + 2).to_bytes(2) + OF_CANARY
    found = clean(with_image(data[:at] + note + data[at:]))
    assert opens(image_in(found.content), "JPEG")


def test_a_filter_that_is_named_elsewhere_is_found() -> None:
    found = clean(with_image(made.photo(), ArrayObject([NameObject("/DCTDecode")])))
    assert opens(image_in(found.content), "JPEG")


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_photograph_among_what_is_drawn_tells_nothing(is_packed: bool) -> None:
    plain = with_drawing(made.photo())

    def packed(writer: PdfWriter) -> None:
        plain(writer)
        stream: Any = writer.pages[0]["/Contents"].get_object()
        stream._data = zlib.compress(stream._data)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")

    found = clean(packed if is_packed else plain)
    page = PdfReader(io.BytesIO(found.content)).pages[0]
    drawn = page.get_contents().get_data()  # type: ignore[union-attr]
    begins = drawn.index(b"\xff\xd8")
    assert opens(drawn[begins : drawn.rindex(b"\xff\xd9") + 2], "JPEG")
    assert drawn.rstrip().endswith(b"Q") and b"EI" in drawn
    assert made.words_of(found.content) == "Decyzja" and "notes" in found.removed


def test_one_that_is_packed_once_more_is_refused() -> None:
    change = with_drawing(made.photo().hex().encode() + b">", b"/W 60 /H 40 /F [/AHx /DCT]")
    with pytest.raises(Refused) as refusal:
        cleaned(made.document(change), FileKind.PDF, seconds=60.0)
    assert refusal.value.why == "complex"


def test_words_about_such_a_photograph_are_words() -> None:
    def change(writer: PdfWriter) -> None:
        text = b"BT /A 20 Tf (BI /DCT znaczy zdjecie) Tj ET"
        writer.pages[0][NameObject("/Contents")] = writer._add_object(made.drawn(text))

    assert "znaczy" in made.words_of(clean(change).content)


@pytest.mark.parametrize("options", [{}, {"tile_size": (32, 32)}, {"no_jp2": True}])
def test_a_jpeg_2000_tells_nothing(options: dict[str, object]) -> None:
    found = clean(with_image(jpx(**options), "/JPXDecode"))
    assert opens(image_in(found.content), "JPEG2000") and "notes" in found.removed


@pytest.mark.parametrize("filter_name", ["/DCTDecode", "/JPXDecode"])
def test_a_photograph_that_is_none_is_refused(filter_name: str) -> None:
    change = with_image(b"\x00" * 100 + OF_CANARY, filter_name)
    with pytest.raises(Refused) as refusal:
        cleaned(made.document(change), FileKind.PDF, seconds=60.0)
    assert refusal.value.why == "broken"


@pytest.mark.parametrize("length", [0, 1, 7])
def test_boxes_with_impossible_lengths_end(length: int) -> None:
    data = length.to_bytes(4) + b"jp2h" + bytes(30)
    assert bare_jpx(data) is None


@pytest.mark.parametrize("cut", range(2, 40, 3))
def test_half_a_photograph_ends_too(cut: int) -> None:
    whole = made.photo()
    found = bare_jpeg(whole[: len(whole) * cut // 40])
    assert found is not None and OF_CANARY not in found[0]
    assert bare_jpeg(whole[2:]) is None


def test_what_follows_the_end_of_a_document_is_gone() -> None:
    found = cleaned(made.document() + OF_CANARY + made.photo(), FileKind.PDF, seconds=60.0)
    assert OF_CANARY not in found.content and found.content.rstrip().endswith(b"%%EOF")
