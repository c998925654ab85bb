"""Cleaning in a process of its own, with little memory and little time; few at once."""

import json
import subprocess
import sys
from threading import BoundedSemaphore

from casework.files.choices import FileKind, NotNow, Refusal, Refused, Removed
from casework.files.cleaning.result import Cleaned

AT_ONCE = 2  # processes of each process of ours
PATIENCE = 5.0  # seconds until one of them is free
_slots = BoundedSemaphore(AT_ONCE)


def cleaned(content: bytes, kind: FileKind, *, seconds: float) -> Cleaned:
    """The file without what may harm or betray. Raises ``Refused``, or ``NotNow`` after so long."""
    if not _slots.acquire(timeout=min(PATIENCE, max(seconds, 0))):
        raise NotNow
    try:
        answer = _run(content, kind, seconds)
    finally:
        _slots.release()
    return _read(answer)


def _run(content: bytes, kind: FileKind, seconds: float) -> bytes:
    """Nothing of our environment, which holds the keys, goes along."""
    command = [sys.executable, "-I", "-m", "casework.files.cleaning", kind.value]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotNow from None
    return done.stdout


def _read(answer: bytes) -> Cleaned:
    """A process that was ended by its own limits answers nothing."""
    head, _line, content = answer.partition(b"\n")
    if not head:
        raise Refused(Refusal.COMPLEX)
    facts = json.loads(head)
    if "refused" in facts:
        raise Refused(Refusal(facts["refused"]))
    removed = frozenset(one for one in facts["removed"] if one in Removed.values)
    return Cleaned(facts["kind"], content, removed)
