"""A server that answers what it is told to: slowly, falsely, endlessly."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from tests.platform.ostoja.identity.provider import START

BACK = "/sign-in/return/"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)


@dataclass
class Liar:
    """What it answers. Paths that are not in ``raw`` are those of an honest provider."""

    port: int = 0
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    drip: float = 0.0  # seconds between bytes
    asked: list[tuple[str, dict[str, str], dict[str, list[str]]]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str) -> bytes:
        """The body for a path."""
        if path in self.raw:
            return self.raw[path]
        if path.endswith("openid-configuration"):
            return self._json(self._description())
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return self._json({"keys": [{**public, "kid": "1", "use": "sig"}]})
        if path == "/token":
            return self._json({"id_token": self.token(), "access_token": "x"})
        return self._json({"sub": "anna", "email": "anna@city.example", "email_verified": True})

    def token(self) -> str:
        """A signed statement, wrong in what a test changed."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "anna",
            "aud": "ostoja",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "email": "anna@city.example",
            "email_verified": True,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.key, self.algorithm, headers={"kid": "1"})

    def _description(self) -> dict[str, Any]:
        honest = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        return {**honest, **self.description}

    @staticmethod
    def _json(value: dict[str, Any]) -> bytes:
        return b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + json.dumps(value).encode()


@contextmanager
def listening() -> Iterator[Liar]:
    """The server on a free port, in a thread of the test."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            form = parse_qs(self.rfile.read(size).decode())
            liar.asked.append((self.path, dict(self.headers), form))
            self._send(liar.answer(self.path))

        do_POST = do_GET  # noqa: N815 - the name that the server calls

        def _send(self, whole: bytes) -> None:
            try:
                if not liar.drip:
                    self.wfile.write(whole)
                    return
                for byte in whole:
                    self.wfile.write(bytes([byte]))
                    time.sleep(liar.drip)
            except OSError:
                pass  # nobody listens any more

        def log_message(self, *_words: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    liar.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def begin(client: Client, liar: Liar) -> dict[str, str]:
    """Start; what the provider was told."""
    asked = parse_qs(urlsplit(client.get(START)["Location"]).query)
    liar.nonce = asked["nonce"][0]
    return {name: values[0] for name, values in asked.items()}


def come_back(client: Client, state: str, **more: str) -> Any:
    """Return with a code."""
    return client.get(BACK, {"state": state, "code": "x", **more})


def both(client: Client, liar: Liar, **more: str) -> Any:
    """There and back."""
    return come_back(client, begin(client, liar)["state"], **more)
