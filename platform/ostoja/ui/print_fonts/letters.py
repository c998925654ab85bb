"""Which letters the printed fonts have: PDF/UA takes no text with a sign that cannot be shown."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ostoja.ui.print_fonts import FOLDER

MISSING = "?"
_KEPT = frozenset("\n\t ")


def printable(text: str) -> str:
    """The text as the fonts can show it: fancy letters as plain ones, what they lack as “?”."""
    seen = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign)[0] != "C")
    return "".join(map(_shown, seen))


def _shown(sign: str) -> str:
    if sign in _KEPT or ord(sign) in _letters():
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if all(ord(one) in _letters() for one in plain) else MISSING


@cache
def _letters() -> frozenset[int]:
    """Those of both weights."""
    regular, bold = (_mapped(Path(FOLDER, f"OstojaPrint-{one}.ttf")) for one in ("Regular", "Bold"))
    return regular & bold


def _mapped(path: Path) -> frozenset[int]:
    """The characters of a font: its table “cmap” in format 4 (OpenType specification)."""
    data = path.read_bytes()
    start = _table(data)
    (count,) = struct.unpack_from(">H", data, start + 2)
    offsets = [struct.unpack_from(">HHI", data, start + 4 + 8 * at)[2] for at in range(count)]
    found = {one for at in offsets for one in _segments(data, start + at)}
    return frozenset(found - {0xFFFF})


def _table(data: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return int(next(offset for tag, _sum, offset, _length in records if tag == b"cmap"))


def _segments(data: bytes, start: int) -> Iterator[int]:
    form, _length, _language, twice = struct.unpack_from(">4H", data, start)
    if form != 4:
        return
    number = twice // 2
    ends = struct.unpack_from(f">{number}H", data, start + 14)
    starts = struct.unpack_from(f">{number}H", data, start + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, last + 1)
