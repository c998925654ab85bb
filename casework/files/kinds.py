"""What a file is, by its first bytes. What its sender calls it is never asked."""

from casework.files.choices import FileKind, Refusal, Refused

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
# Other kinds, so that no text is looked for in them.
OTHERS = (
    *(b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS", b"\x7fELF", b"MZ"),
    *(b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"ID3", b"OggS", b"RIFF", b"\x1aE\xdf\xa3", b"%!PS"),
)
MOST_TEXT = 1024 * 1024


def kind_of(content: bytes) -> FileKind:
    """Raises ``Refused`` for all that is not taken."""
    if not content:
        raise Refused(Refusal.EMPTY)
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    return _text(content)


def _text(content: bytes) -> FileKind:
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise Refused(Refusal.HEIC)
    if content.startswith(OFFICE):
        raise Refused(Refusal.OFFICE)
    if content.startswith(OTHERS) or len(content) > MOST_TEXT:
        raise Refused(Refusal.KIND)
    return FileKind.TEXT
