"""Files as people send them, and as others make them to do harm. Each tells the canary."""

import io
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

CANARY = "KANAREK-7f3a"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
GPS, MAKE, ORIENTATION, TAKEN = 0x8825, 0x010F, 0x0112, 0x0132


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Dark on the left, light on the right."""
    made = Image.new(mode, size)
    if mode == "RGB":
        made.paste("white", (size[0] // 2, 0, *size))
    return made


def saved(image: Image.Image, name: str, **options: object) -> bytes:
    """The file's bytes."""
    into = io.BytesIO()
    image.save(into, name, **options)
    return into.getvalue()


def photo(size: tuple[int, int] = (60, 40), orientation: int = 6) -> bytes:
    """A telephone's: it tells where, when, with which device and who."""
    image = picture(size)
    exif = image.getexif()
    exif[MAKE], exif[ORIENTATION] = CANARY, orientation
    exif[TAKEN] = "2026:11:22 10:00:00"
    exif[GPS] = {1: "N", 2: (54.0, 21.0, 7.0), 3: "E", 4: (18.0, 38.0, 0.0), 29: CANARY}
    return saved(image, "JPEG", exif=exif, comment=CANARY.encode())


def screenshot() -> bytes:
    """A PNG with written notes."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>", zip=True)
    return saved(picture(), "PNG", pnginfo=notes)


def document(change: Callable[[PdfWriter], None] | None = None, pages: int = 1) -> bytes:
    """A PDF that says “Decyzja” and tells its author."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    kept = writer._add_object(font)
    for _number in range(pages):
        page = writer.add_blank_page(300, 200)
        # A font that somebody called /A is no action.
        fonts = DictionaryObject({NameObject("/A"): kept})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(drawn(b"BT /A 20 Tf (Decyzja) Tj ET"))
    writer.add_metadata({"/Author": CANARY, "/CreationDate": "D:20261122"})
    if change is not None:
        change(writer)
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


def drawn(content: bytes) -> DecodedStreamObject:
    """What draws something."""
    made = DecodedStreamObject()
    made.set_data(content)
    return made


def words_of(content: bytes) -> str:
    """What a reader of the PDF sees."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(CANARY)}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})


def _launch(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject(CANARY)}
    )
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (0, 0, 300, 200)]),
            NameObject("/A"): action,
        }
    )
    writer.add_annotation(0, note)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://{CANARY}.example/"))


def _inside(writer: PdfWriter) -> None:
    writer.add_attachment("a.exe", CANARY.encode())


def _note(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text=CANARY, rect=(0, 0, 99, 99)))


def _external(writer: PdfWriter) -> None:
    stream = drawn(b"")
    stream[NameObject("/F")] = TextStringObject(f"https://{CANARY}.example/")
    stream[NameObject("/Subtype")] = NameObject("/Form")
    _resources(writer)[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/F"): writer._add_object(stream)}
    )


def _bomb(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(bytes(400 * 1024 * 1024), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def _many_filters(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = b"x"
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 9)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def photograph(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = photo()
    for name, value in (("Type", "/XObject"), ("Subtype", "/Image"), ("Filter", "/DCTDecode")):
        stream[NameObject(f"/{name}")] = NameObject(value)
    stream[NameObject("/Width")], stream[NameObject("/Height")] = NumberObject(60), NumberObject(40)
    _resources(writer)[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/Im0"): writer._add_object(stream)}
    )


def _resources(writer: PdfWriter) -> DictionaryObject:
    found = writer.pages[0]["/Resources"].get_object()
    assert isinstance(found, DictionaryObject)
    return found


def with_stamp(writer: PdfWriter) -> None:
    """What a filled field or a stamp looks like lies beside the page's own content."""
    look = drawn(b"BT /F1 12 Tf (Pieczec) Tj ET")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject([FloatObject(one) for one in (0, 0, 50, 20)])
    font = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Arial"),
        }
    )
    look[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): ArrayObject([FloatObject(one) for one in (10, 10, 110, 50)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            NameObject("/Contents"): TextStringObject(CANARY),
        }
    )
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _locked(writer: PdfWriter) -> None:
    writer.encrypt("haslo", algorithm="AES-256")


def office() -> bytes:
    """A DOCX is a ZIP; this one would unpack to 200 MB."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CANARY)
        archive.writestr("word/document.xml", bytes(200 * 1024 * 1024))
    return into.getvalue()


def animated(name: str) -> bytes:
    """Two pictures after each other."""
    return saved(
        picture(), name, save_all=True, append_images=[picture((60, 40), "L").convert("RGB")]
    )


def _png_header(width: int, height: int) -> bytes:
    """Says that it is larger than it is."""
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    crc = zlib.crc32(head).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + head + crc + screenshot()[33:]


def _turned() -> bytes:
    """A mark hides how the line reads, and a bell rings."""
    return f"Wypłata\u202e{'x' * 40}\x07".encode()


def photo_and_archive() -> bytes:
    """At once a photograph and an archive."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("a.js", CANARY)
    return photo() + into.getvalue()


SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{CANARY}</script></svg>'.encode()
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + CANARY.encode()

# What is refused, and why.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "SVG with a script": (lambda: SVG, "kind"),
    "SVG behind spaces": (lambda: b"\xef\xbb\xbf \n" + SVG, "kind"),
    "SVG in UTF-16": (lambda: SVG.decode().encode("utf-16"), "kind"),
    "HTML": (lambda: b"<!doctype html><script>1</script>", "kind"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "kind"),
    "PostScript": (lambda: b"%!PS\n(x) run", "kind"),
    "Windows program": (lambda: b"MZ" + bytes(200), "kind"),
    "ELF program": (lambda: b"\x7fELF" + bytes(200), "kind"),
    "GIF": (lambda: saved(picture(), "GIF"), "kind"),
    "TIFF": (lambda: saved(picture(), "TIFF"), "kind"),
    "BMP": (lambda: saved(picture(), "BMP"), "kind"),
    "HEIC": (lambda: HEIC, "heic"),
    "ZIP bomb as DOCX": (office, "office"),
    "old office document": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "office"),
    "RTF": (lambda: b"{\\rtf1 {\\object}}", "office"),
    "10,000 by 10,000 pixels": (lambda: saved(Image.new("1", (10_000, 10_000)), "PNG"), "pixels"),
    "pixels that are not there": (lambda: _png_header(65_000, 65_000), "pixels"),
    "truncated photograph": (lambda: photo((600, 400))[:2500], "broken"),
    "photograph of noise": (lambda: b"\xff\xd8\xff\xe0" + b"\x00\x01" * 500, "broken"),
    "PNG that is a JPEG": (lambda: b"\x89PNG\r\n\x1a\n" + photo(), "broken"),
    "PDF of noise": (lambda: b"%PDF-1.7\n" + b"\xff" * 4000, "broken"),
    "truncated PDF": (lambda: document()[:200], "broken"),
    "locked PDF": (lambda: document(_locked), "locked"),
    "PDF that unpacks to 400 MB": (lambda: document(_bomb), "complex"),
    "PDF packed nine times": (lambda: document(_many_filters), "complex"),
    "PDF of 201 pages": (lambda: document(pages=201), "complex"),
    "binary called text": (lambda: bytes(range(256)) * 20, "kind"),
}

# What is made harmless, and what it is then.
HARMLESS: dict[str, tuple[Callable[[], bytes], str]] = {
    "photograph with a place": (photo, "jpeg"),
    "screenshot with notes": (screenshot, "png"),
    "photograph and archive": (photo_and_archive, "jpeg"),
    "photograph and script": (lambda: photo() + SVG, "jpeg"),
    "animated PNG": (lambda: animated("PNG"), "png"),
    "animated WebP": (lambda: animated("WEBP"), "jpeg"),
    "CMYK": (lambda: saved(picture(mode="CMYK"), "JPEG"), "jpeg"),
    "16 bits": (lambda: saved(Image.new("I;16", (60, 40), 40_000), "PNG"), "png"),
    "broken profile of colours": (
        lambda: saved(picture(), "JPEG", icc_profile=CANARY.encode() * 50), "jpeg",
    ),
    "huge notes": (
        lambda: saved(picture(), "JPEG", comment=CANARY.encode() * 5000), "jpeg",
    ),
    "PDF with a script": (lambda: document(_script), "pdf"),
    "PDF that starts a program": (lambda: document(_launch), "pdf"),
    "PDF with a program inside": (lambda: document(_inside), "pdf"),
    "PDF with a note": (lambda: document(_note), "pdf"),
    "PDF that loads from elsewhere": (lambda: document(_external), "pdf"),
    "PDF with a photograph": (lambda: document(photograph), "pdf"),
    "PDF and web page": (lambda: document() + SVG, "pdf"),
    "text with marks that turn it": (
_turned, "txt",
    ),
}  # fmt: skip
