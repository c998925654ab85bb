"""What comes of a cleaning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The file as it is kept: its kind, its bytes, and what was taken away, in fixed words."""

    kind: str
    content: bytes
    removed: frozenset[str] = frozenset()


class CannotClean(Exception):
    """Why the file is refused: ``broken``, ``pixels``, ``locked``, ``complex`` or ``kind``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
