"""A small server that speaks clamd's protocol over a real socket, and can be taken away."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.casework.files.made import EICAR


class _Line(socketserver.StreamRequestHandler):
    def _command(self) -> bytes:
        read = b""
        while not read.endswith(b"\0") and (more := self.rfile.read(1)):
            read += more
        return read.rstrip(b"\0")

    def handle(self) -> None:
        """A PING, or one INSTREAM: pieces with their length in front, until an empty one."""
        command = self._command()
        if command == b"zPING":
            self.wfile.write(self.server.says or b"PONG\0")  # type: ignore[attr-defined]
            return
        if command != b"zINSTREAM":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(size)
        self.wfile.write(self.server.answer_to(content))  # type: ignore[attr-defined]


class Clamd(socketserver.ThreadingUnixStreamServer):
    """``scanned`` is all that it was given; ``says`` is said of everything, where it is set."""

    daemon_threads = True

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), _Line)
        self.scanned: list[bytes] = []
        self.says = b""

    def answer_to(self, content: bytes) -> bytes:
        """As clamd puts it."""
        self.scanned.append(content)
        if self.says:
            return self.says
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def clamd(path: Path) -> Iterator[Clamd]:
    """It listens while the block lasts."""
    server = Clamd(path)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)
