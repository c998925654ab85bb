"""The packed parts of a PDF: how large they really are, and photographs among them."""

import zlib
from typing import Any

from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject

PIECE = 1024 * 1024
MOST_FILTERS = 2
# Of a JPEG's segments these are needed to draw it: frames, tables, scans, and Adobe's APP14.
APPS = set(range(0xE0, 0xF0)) - {0xEE}
COMMENT, SCAN = 0xFE, 0xDA
PHOTOGRAPH = "/DCTDecode"


def unpacked_size(stream: Any, most: int) -> int:
    """How many bytes come of it, counted no further than ``most`` and one more."""
    filters = stream.get("/Filter")
    names = filters if isinstance(filters, list) else [filters]
    if len(names) > MOST_FILTERS:
        return most + 1
    data: bytes = stream._data
    for name in names:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        unpacked = _unpacked(data, most)
        if unpacked is None:
            return most + 1
        data = unpacked
    return len(data)


def _unpacked(data: bytes, most: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, most + 1)
    except zlib.error:
        return data  # a reader sees nothing of it
    return None if len(found) > most else found


def unpack_photograph(stream: Any) -> None:
    """A photograph that is packed once more (as text, or tighter) lies open after this."""
    filters = stream.get("/Filter")
    if not isinstance(filters, list) or len(filters) < 2 or filters[-1] != PHOTOGRAPH:
        return
    outer = EncodedStreamObject()
    outer._data = stream._data
    outer[NameObject("/Filter")] = ArrayObject(filters[:-1])
    told = stream.get("/DecodeParms")
    if isinstance(told, list):
        outer[NameObject("/DecodeParms")] = ArrayObject(told[:-1])
    stream._data = decode_stream_data(outer)
    stream[NameObject("/Filter")] = NameObject(PHOTOGRAPH)
    stream.pop("/DecodeParms", None)


def bare_photograph(data: bytes) -> bytes | None:
    """The JPEG without what it tells besides the picture; None if it tells nothing."""
    kept, at = bytearray(data[:2]), 2
    if data[:2] != b"\xff\xd8":
        return None
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == SCAN:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if mark not in APPS and mark != COMMENT:
            kept += data[at:end]
        at = end
    kept += data[at:]
    return bytes(kept) if len(kept) < len(data) else None
