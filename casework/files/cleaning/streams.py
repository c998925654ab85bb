"""The packed parts of a PDF: how large they really are, and photographs among them."""

import zlib
from typing import Any

from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject

from casework.files.cleaning.inline import bare_drawing
from casework.files.cleaning.photographs import BARE
from casework.files.cleaning.result import CannotClean

PIECE = 1024 * 1024
MOST_FILTERS = 2


def filters_of(stream: Any) -> list[str]:
    """By which it is packed, the outermost first, wherever their names stand."""
    found = stream.get("/Filter")
    found = found.get_object() if found is not None else None
    names = found if isinstance(found, list) else [found]
    return [str(one.get_object()) for one in names if one is not None]


def unpacked_size(stream: Any, most: int) -> int:
    """How many bytes come of it, counted no further than ``most`` and one more."""
    names = filters_of(stream)
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


def make_bare(stream: Any) -> bool:
    """Take out what a photograph in it tells; whether there was anything. ``CannotClean``."""
    filters = filters_of(stream)
    if filters and filters[-1] in BARE:
        _unpack_photograph(stream, filters)
        bare = BARE[filters[-1]](stream._data)
        if bare is None:
            raise CannotClean("broken")
    elif stream.get("/Subtype") == "/Image":
        return False
    else:
        bare = _bare_drawing(stream)
    if bare is None or bare == stream._data:
        return False
    stream._data = bare
    return True


def _unpack_photograph(stream: Any, filters: list[str]) -> None:
    """A photograph that is packed once more (as text, or tighter) lies open after this."""
    if len(filters) == 1:
        return
    outer = EncodedStreamObject()
    outer._data = stream._data
    outer[NameObject("/Filter")] = ArrayObject(NameObject(one) for one in filters[:-1])
    told = stream.get("/DecodeParms")
    if isinstance(told, list):
        outer[NameObject("/DecodeParms")] = ArrayObject(told[:-1])
    stream._data = decode_stream_data(outer)
    stream[NameObject("/Filter")] = NameObject(filters[-1])
    stream.pop("/DecodeParms", None)


def _bare_drawing(stream: Any) -> bytes | None:
    """What is drawn, packed anew where something was taken out of it."""
    try:
        content = decode_stream_data(stream) if filters_of(stream) else stream._data
    except LimitReachedError:
        raise CannotClean("complex") from None
    except (PyPdfError, ValueError, NotImplementedError):
        return None  # no reader draws it either
    bare = bare_drawing(content.encode("latin-1") if isinstance(content, str) else content)
    if bare is None:
        return None
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream.pop("/DecodeParms", None)
    return zlib.compress(bare)
