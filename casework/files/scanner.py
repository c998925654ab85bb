"""The virus scanner: clamd where VIRUS_SCANNER names one, and an honest word where it does not."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from casework.files.choices import NotNow, Refusal, Refused, Scan

PIECE = 64 * 1024
MOST_ANSWER = 4096


def scan(content: bytes, *, seconds: float = 10.0) -> Scan:
    """What it says. Raises ``Refused`` for a virus, ``NotNow`` while it does not answer."""
    if settings.VIRUS_SCANNER is None:
        return Scan.UNSCANNED
    try:
        with _connected(seconds) as line:
            said = _asked(line, content)
    except OSError:
        raise NotNow from None
    if said.endswith(b"FOUND"):
        raise Refused(Refusal.VIRUS)
    if not said.endswith(b"OK"):  # its own limits, or its signatures are being loaded
        raise NotNow
    return Scan.CLEAN


def ping(*, seconds: float = 2.0) -> None:
    """Raises ``NotNow`` where no clamd answers."""
    try:
        with _connected(seconds) as line:
            line.sendall(b"zPING\0")
            said = line.recv(MOST_ANSWER)
    except OSError:
        raise NotNow from None
    if said.rstrip(b"\0\n ") != b"PONG":
        raise NotNow


@contextmanager
def _connected(seconds: float) -> Iterator[socket.socket]:
    where = settings.VIRUS_SCANNER or ""
    family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.settimeout(seconds)
        line.connect(where)
        yield line


def _asked(line: socket.socket, content: bytes) -> bytes:
    """INSTREAM of clamd's protocol: pieces with their length in front, an empty one at the end."""
    line.sendall(b"zINSTREAM\0")
    for at in range(0, len(content), PIECE):
        piece = content[at : at + PIECE]
        line.sendall(len(piece).to_bytes(4) + piece)
    line.sendall(bytes(4))
    answer = b""
    while len(answer) < MOST_ANSWER and not answer.endswith(b"\0"):
        more = line.recv(MOST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n ")
