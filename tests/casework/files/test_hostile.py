"""Hostile files: refused, or made harmless; what they tell besides is found nowhere."""

import base64
import io
import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from casework.files.choices import FileKind, NotNow, Refused
from casework.files.kinds import kind_of
from casework.files.sandbox import cleaned
from tests.casework.files import made
from tests.casework.files.made import CANARY, HARMLESS, REFUSED

SECONDS = 60.0
NEVER = (b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile", b"/Annots",
         b"/Author", b"/URI", b"<script", b"PK\x03\x04")  # fmt: skip


def test_there_are_more_than_thirty() -> None:
    assert len(REFUSED) + len(HARMLESS) > 30


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_reason(name: str) -> None:
    make, why = REFUSED[name]
    content = make()
    with pytest.raises(Refused) as refusal:
        cleaned(content, kind_of(content), seconds=SECONDS)
    assert refusal.value.why == why


@pytest.mark.parametrize("name", HARMLESS)
def test_a_hostile_file_is_made_harmless(name: str) -> None:
    make, kind = HARMLESS[name]
    content = make()
    found = cleaned(content, kind_of(content), seconds=SECONDS)
    assert found.kind == kind
    assert CANARY.encode() not in found.content
    assert not [part for part in NEVER if part in found.content]
    _opens(found.content, kind)


def _opens(content: bytes, kind: str) -> None:
    if kind in {"jpeg", "png"}:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            assert image.size in {(60, 40), (40, 60)}
            assert not image.getexif() and not getattr(image, "text", {})
            assert not {"icc_profile", "comment", "xmp"} & image.info.keys()
            assert getattr(image, "n_frames", 1) == 1
    elif kind == "pdf":
        assert made.words_of(content) == "Decyzja"
        assert not PdfReader(io.BytesIO(content)).metadata
    else:
        assert content.decode().isprintable()


def test_what_was_taken_out_is_said() -> None:
    found = cleaned(made.photo(), FileKind.JPEG, seconds=SECONDS)
    assert found.removed == {"place", "time", "device", "notes"}
    assert cleaned(made.document(), FileKind.PDF, seconds=SECONDS).removed == {"author", "time"}
    bare = made.saved(made.picture(), "JPEG")
    assert cleaned(bare, FileKind.JPEG, seconds=SECONDS).removed == frozenset()


def test_a_photograph_stands_upright_and_is_no_larger_than_needed() -> None:
    found = cleaned(made.photo((6000, 3000)), FileKind.JPEG, seconds=SECONDS)
    with Image.open(io.BytesIO(found.content)) as image:
        assert image.height == 2 * image.width and image.height <= 4096
        top, bottom = image.getpixel((9, 9)), image.getpixel((9, image.height - 9))
    assert top != bottom  # it was dark on the left: turned, that is above


def test_what_is_transparent_becomes_white() -> None:
    content = made.saved(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "PNG")
    found = cleaned(content, FileKind.PNG, seconds=SECONDS)
    with Image.open(io.BytesIO(found.content)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_stamp_on_a_document_is_still_seen() -> None:
    found = cleaned(made.document(made.with_stamp, pages=2), FileKind.PDF, seconds=SECONDS)
    assert "Pieczec" in made.words_of(found.content)
    assert CANARY.encode() not in found.content and b"/Annots" not in found.content


def test_the_old_polish_letters_of_a_text_stay() -> None:
    found = cleaned("Zażółć\r\ngęślą".encode("cp1250"), FileKind.TEXT, seconds=SECONDS)
    assert found.content.decode() == "Zażółć\ngęślą"


def test_what_takes_too_long_is_for_later() -> None:
    with pytest.raises(NotNow):
        cleaned(made.photo(), FileKind.JPEG, seconds=0.01)


def test_a_process_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused) as refusal:
        cleaned(made.photo(), FileKind.JPEG, seconds=SECONDS)
    assert refusal.value.why == "complex"


def test_cleaning_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}

    def run(command: list[str], **options: object) -> object:
        seen.update(options, command=command)
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NotNow):
        cleaned(b"x", FileKind.TEXT, seconds=SECONDS)
    assert seen["env"] == {} and "-I" in seen["command"]  # type: ignore[operator]


@pytest.mark.parametrize("packing", ["/ASCII85Decode", "/FlateDecode", "/ASCIIHexDecode"])
def test_a_photograph_packed_twice_in_a_document_tells_nothing(packing: str) -> None:
    def packed(writer: PdfWriter) -> None:
        made.photograph(writer)
        image = writer.pages[0]["/Resources"]["/XObject"]["/Im0"].get_object()  # type: ignore[index]
        image._data = PACKED[packing](image._data)
        names = [NameObject(packing), NameObject("/DCTDecode")]
        image[NameObject("/Filter")] = ArrayObject(names)

    found = cleaned(made.document(packed), FileKind.PDF, seconds=SECONDS)
    page = PdfReader(io.BytesIO(found.content)).pages[0]
    inside = page["/Resources"]["/XObject"]["/Im0"].get_data()  # type: ignore[index]
    with Image.open(io.BytesIO(inside)) as image:
        assert not image.getexif() and CANARY.encode() not in inside
    assert "notes" in found.removed


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "/ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "/FlateDecode": zlib.compress,
    "/ASCIIHexDecode": lambda data: data.hex().encode() + b">",
}
