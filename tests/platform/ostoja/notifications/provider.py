"""A provider of text messages on this machine: it speaks HTTP and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Provider:
    """What was asked of it, and what it answers: like SMSAPI it says 200 to errors too."""

    url: str = ""
    answer: Any = field(default_factory=lambda: {"count": 1, "list": [{"error": None}]})
    status: int = 200
    forms: list[dict[str, str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def settings(self) -> dict[str, str]:
        """As ``SMS_PROVIDER``."""
        return {"url": self.url, "token": "top-secret", "sender": "Ostoja"}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider until the end of the block."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            provider.forms.append(dict(parse_qsl(self.rfile.read(length).decode())))
            provider.tokens.append(self.headers["Authorization"])
            body = json.dumps(provider.answer).encode()
            self.send_response(provider.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own word
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/sms.do"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
