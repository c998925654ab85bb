"""A file that has just come: looked at while its sender waits, if that does not take long."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from casework.files.choices import MOST_BYTES, FileKind, NotNow, Refusal, Refused, Scan
from casework.files.kinds import kind_of
from casework.files.sandbox import cleaned
from casework.files.scanner import scan
from ostoja.privacy.keys import keyed_hash

AT_ONCE = 12.0  # seconds for all files of a form
LATER = 60.0  # seconds for one file, where nobody waits


@dataclass(frozen=True, slots=True)
class Arrived:
    """What will be kept. Without a ``scan`` it is the file as it came, and waits to be checked."""

    content: bytes
    kind: FileKind
    origin: bytes
    scan: Scan | None = None
    removed: frozenset[str] = frozenset()


def look_at(content: bytes, *, until: float | None = None) -> Arrived:
    """Raises ``Refused``. What cannot be checked by ``until`` (monotonic) is kept for later."""
    if len(content) > MOST_BYTES:
        raise Refused(Refusal.LARGE)
    kind = kind_of(content)
    origin = keyed_hash("files.origin", content)
    try:
        return made_harmless(content, kind, origin, until or time.monotonic() + AT_ONCE)
    except NotNow:
        return Arrived(content, kind, origin)


def made_harmless(content: bytes, kind: FileKind, origin: bytes, until: float) -> Arrived:
    """Cleaned and then scanned as it came. Raises ``Refused`` and ``NotNow``."""
    found = cleaned(content, kind, seconds=until - time.monotonic())
    said = scan(content, seconds=max(1.0, min(10.0, until - time.monotonic())))
    return Arrived(found.content, FileKind(found.kind), origin, said, found.removed)


def new_among(arrived: Sequence[Arrived], origins: set[bytes]) -> list[Arrived]:
    """Those that are new: neither among these hashes, nor twice among themselves."""
    seen, new = set(origins), []
    for one in arrived:
        if one.origin not in seen:
            seen.add(one.origin)
            new.append(one)
    return new
