"""A browser that comes from an address of its own, by which its traces could be found."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "127.77.66.55"
PRETENDED = "203.0.113.77"


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Browser:
    """Trusts the authority of the installation and no other."""

    authority: Path
    https_port: int
    http_port: int

    def get(self, host: str, path: str, **headers: str) -> Answer:
        """A page over https."""
        return self.ask("GET", host, path, headers=headers)

    def ask(
        self,
        method: str,
        host: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] = {},
    ) -> Answer:
        """Any request over https. Raises ``ssl.SSLError`` where there is no certificate."""
        trusting = ssl.create_default_context(cafile=str(self.authority))
        with (
            self._connected(self.https_port) as plain,
            trusting.wrap_socket(plain, server_hostname=host) as safe,
        ):
            sent = (method, path, body or None, {"Host": f"{host}:{self.https_port}", **headers})
            return _talk(safe, *sent)

    def get_plain(self, host: str, path: str) -> Answer:
        """A page over http."""
        with self._connected(self.http_port) as plain:
            return _talk(plain, "GET", path, None, {"Host": f"{host}:{self.http_port}"})

    @staticmethod
    def _connected(port: int) -> socket.socket:
        return socket.create_connection(
            ("127.0.0.1", port), timeout=60, source_address=(ADDRESS, 0)
        )


def _talk(
    connected: socket.socket,
    method: str,
    path: str,
    body: bytes | None,
    headers: Mapping[str, str],
) -> Answer:
    talk = http.client.HTTPConnection("127.0.0.1")
    talk.sock = connected
    talk.request(method, path, body=body, headers={"Connection": "close", **headers})
    answer = talk.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, found, answer.read())
