"""Photographs that lie among what a page draws (ISO 32000-1, 8.9.7), not as a part of their own."""

import re

from casework.files.cleaning.photographs import bare_jpeg
from casework.files.cleaning.result import CannotClean

IMAGE = re.compile(rb"\bBI\b(?P<told>.{0,4000}?)\bID[ \t\r\n]", re.DOTALL)
NAMED = re.compile(rb"/DCT(Decode)?\b")


def bare_drawing(content: bytes) -> bytes | None:
    """The same drawing with bare photographs in it; None where there is none.

    Raises ``CannotClean`` for one that is packed once more: who packs like that hides something.
    """
    if b"BI" not in content or not NAMED.search(content):
        return None
    kept, at = bytearray(), 0
    for found in IMAGE.finditer(content):
        if found.start() < at or not NAMED.search(found["told"]):
            continue
        bare = bare_jpeg(content[found.end() :])
        if bare is None:
            raise CannotClean("complex")
        kept += content[at : found.end()] + bare[0]
        at = found.end() + bare[1]
    return bytes(kept + content[at:]) if at else None
