"""Plain text: readable letters in UTF-8, and nothing that a program would carry out."""

import unicodedata

from casework.files.cleaning.result import CannotClean, Cleaned

KEPT = {"\n", "\t"}
MARKUP = ("<", "%!", "#!", "{\\rtf")


def clean(content: bytes, kind: str) -> Cleaned:
    """The words. Raises ``CannotClean`` for what is no plain text."""
    words = _read(content).replace("\r\n", "\n").replace("\r", "\n")
    if words.lstrip().startswith(MARKUP):
        raise CannotClean("kind")
    kept = "".join(one for one in words if one in KEPT or not _is_control(one))
    if len(kept) < len(words) * 0.9:
        raise CannotClean("kind")
    return Cleaned(kind, kept.encode())


def _is_control(letter: str) -> bool:
    """Also marks that turn the direction of a line: they hide how a name or address reads."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _read(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in content:
            raise CannotClean("kind") from None
        return content.decode("cp1250", "replace")  # what Notepad wrote in Poland
