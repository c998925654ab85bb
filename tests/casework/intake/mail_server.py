"""A real IMAP server for tests: pymap, in a process of its own on this machine."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "kontakt", "a-long-secret"
STARTS_WITHIN = 30.0  # seconds


@dataclass
class Server:
    """Where it listens, and what a test puts into its mailbox."""

    port: int

    def line(self) -> imaplib.IMAP4:
        """A line of the test's own."""
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        line.login(USER, PASSWORD)
        return line

    def put(self, *mails: bytes) -> None:
        """Deliver them, in this order."""
        line = self.line()
        for mail in mails:
            line.append("INBOX", None, None, mail)
        line.logout()

    def empty(self) -> None:
        """Delete what is there."""
        line = self.line()
        line.select("INBOX")
        line.store("1:*", "+FLAGS", r"(\Deleted)")
        line.expunge()
        line.logout()

    def unseen(self) -> int:
        """How many are not marked as read."""
        line = self.line()
        line.select("INBOX")
        found = line.search(None, "UNSEEN")[1][0].split()
        line.logout()
        return len(found)


@contextmanager
def running() -> Iterator[Server]:
    """The server, until it is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("pymap"))
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    who = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with subprocess.Popen([program, *where, *who], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield Server(port)
        finally:
            process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"pymap ended with {process.returncode}")


def letter(words: str = "Nie mam dokąd pójść.", **headers: str) -> bytes:
    own = {
        "From": "Maria <maria@poczta.example>", "To": "pomoc@gdansk.example",
        "Subject": "Prosba", "Message-ID": "<one@poczta.example>",
        "Content-Type": "text/plain; charset=utf-8", "X-Originating-IP": "198.51.100.77",
        "User-Agent": "CanaryMail/7", "Received": "from canary-host (198.51.100.77)",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in own.items())
    return f"{lines}\r\n{words}\r\n".encode()
