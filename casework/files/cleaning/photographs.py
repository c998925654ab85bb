"""Photographs that stay packed as they came (in a PDF): what they tell besides the picture goes."""

from collections.abc import Callable

PHOTOGRAPH, JPX = "/DCTDecode", "/JPXDecode"
# Of a JPEG's segments these are needed to draw it: frames, tables, scans, and Adobe's APP14.
APPS = set(range(0xE0, 0xF0)) - {0xEE}
COMMENT, SCAN, END = 0xFE, 0xDA, 0xD9
# Marks inside of a scan: a byte that looks like one, and where a decoder may begin anew.
INSIDE = {0x00, *range(0xD0, 0xD8)}
# Of a JPEG 2000's boxes these draw it (ISO 15444-1, annex I); the others tell of it.
DRAWING = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"}
CODESTREAM = b"\xff\x4f"
TILE, TILE_DATA, REMARK = 0x90, 0x93, 0x64


def bare_jpeg(data: bytes) -> tuple[bytes, int] | None:
    """The JPEG without what it tells, and how many bytes it took; None where it is none.

    What comes after its end (other pictures of the same moment, a film) is not taken along.
    """
    if data[:2] != b"\xff\xd8":
        return None
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != END:
        mark, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if mark == 0xFF:  # padding
            at += 1
            continue
        if mark == SCAN:
            end = _end_of_scan(data, end)
        if mark not in APPS and mark != COMMENT:
            kept += data[at:end]
        at = end
    return bytes(kept + b"\xff\xd9"), min(at + 2, len(data))


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in INSIDE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def bare_jpx(data: bytes) -> bytes | None:
    """The JPEG 2000 without the boxes and remarks that tell of it; None where it is none."""
    if data.startswith(CODESTREAM):
        return _without_remarks(data)
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        kind, begins, end = _box(data, at)
        if end <= at:
            return None
        if kind == b"jp2c":
            # As the last box: its length may stand there as "up to the end".
            inner = _without_remarks(data[begins:end])
            kept += (len(inner) + 8).to_bytes(4) + kind + inner
        elif kind in DRAWING:
            kept += data[at:end]
        at = end
    return bytes(kept) if b"jp2c" in kept else None


def _box(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Its kind, where its content begins, and where it ends."""
    length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
    if length == 1:
        return kind, at + 16, min(at + int.from_bytes(data[at + 8 : at + 16]), len(data))
    if length == 0:
        return kind, at + 8, len(data)
    return kind, at + 8, min(at + length, len(data))


def _without_remarks(data: bytes) -> bytes:
    """Remarks are blotted out where they stand: the lengths of all parts stay as they are."""
    blotted, at = bytearray(data), 2
    while at + 12 <= len(data) and data[at + 1] != END:
        at = _end_of_head(data, blotted, at)
        if at < 0 or data[at + 1] != TILE:
            break
        length = int.from_bytes(data[at + 6 : at + 10])
        begins, at = at + 12, at + length if length else len(data)
        _end_of_head(data, blotted, begins)
    is_end = at > 0 and data[at : at + 2] == b"\xff\xd9"
    return bytes(blotted[: at + 2] if is_end else blotted)


def _end_of_head(data: bytes, blotted: bytearray, at: int) -> int:
    """Where its tiles or their data begin; -1 where they do not."""
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in {TILE, TILE_DATA}:
            return at
        length = int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] == REMARK:
            blotted[at + 6 : at + 2 + length] = bytes(max(length - 4, 0))
        at += 2 + length
    return -1


def _begun(data: bytes) -> bytes:
    """From its first byte on: some programs leave an empty line before it."""
    return data[max(data.find(b"\xff\xd8", 0, 64), 0) :]


BARE: dict[str, Callable[[bytes], bytes | None]] = {
    PHOTOGRAPH: lambda data: found[0] if (found := bare_jpeg(_begun(data))) else None,
    JPX: bare_jpx,
}
"""What lays a photograph of this filter bare."""
