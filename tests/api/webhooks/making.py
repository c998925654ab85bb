"""Webhooks as tests need them, and a partner's system that listens on this machine."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from api.webhooks.actions import add_webhook
from api.webhooks.events import EVENTS
from api.webhooks.models import Webhook
from casework.partners.models import Organisation


def make_webhook(organisation: Organisation, **facts: Any) -> Webhook:
    """One of this body that is told of everything."""
    given = {"name": "System", "address": "https://system.example/", "kinds": list(EVENTS)}
    return add_webhook(
        submission=uuid4(), organisation=organisation, by=None, **{**given, **facts}
    )[0]


@dataclass
class Message:
    """What a system received."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The body, read."""
        read: dict[str, Any] = json.loads(self.body)
        return read

    @property
    def id(self) -> UUID:
        """The same at each attempt."""
        return UUID(self.headers["webhook-id"])


@dataclass
class System:
    """A partner's system. ``answers`` are statuses, or what it does instead, one for each call;
    after the last it takes everything.
    """

    port: int = 0
    answers: list[int | str] = field(default_factory=list)
    words: bytes = b""
    received: list[Message] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/ostoja?from=city"

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Take a message, and answer as told."""
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.received.append(Message(headers, body))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, str):
            getattr(self, answer)(handler)
            return
        handler.send_response(answer)
        if 300 <= answer < 400:
            handler.send_header("Location", self.address)
        handler.send_header("Content-Length", str(0 if answer == 204 else len(self.words)))
        handler.end_headers()
        if answer != 204:
            handler.wfile.write(self.words)

    def hang_up(self, handler: BaseHTTPRequestHandler) -> None:
        """No answer at all."""
        handler.connection.shutdown(socket.SHUT_RDWR)

    def be_slow(self, handler: BaseHTTPRequestHandler) -> None:
        """Longer than anybody waits in these tests."""
        time.sleep(1.5)

    def dawdle(self, handler: BaseHTTPRequestHandler) -> None:
        """It takes the message, but not at once."""
        time.sleep(0.6)
        handler.send_response(204)
        handler.end_headers()

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer whose head never ends."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(15):
            time.sleep(0.1)
            handler.wfile.write(b"X-More: x\r\n")
            handler.wfile.flush()

    def flood(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer without an end."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        for _ in range(200):
            handler.wfile.write(b"y" * 65_536)

    def hold_on(self, handler: BaseHTTPRequestHandler) -> None:
        """A whole answer, after which it does not hang up."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        handler.wfile.write(b"2\r\nok\r\n0\r\n\r\n")
        handler.wfile.flush()
        time.sleep(1.5)


@contextmanager
def listening() -> Iterator[System]:
    """A system on a free port of this machine."""
    system = System()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            with suppress(OSError):  # we had hung up
                system.handle(self)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    system.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
