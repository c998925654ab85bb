"""Asking an address that somebody of a city wrote: bounded in where, how long and how much.

Only https, only addresses of the open internet, no redirects, ten seconds and 256 kB in all.
``IDENTITY_PRIVATE_NETWORKS`` names networks of the installation that may be asked as well.
"""

import json
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

ALTOGETHER = 10.0  # seconds
LONGEST = 256 * 1024  # bytes, headers included
# IPv6 that leads to an IPv4 address, or no further than one's own site, whatever Python's tables
# say: translators (RFC 6052, 8215, 2765), addresses that are given up (RFC 4291, 3879).
INWARD = tuple(
    ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96", "fec0::/10")
)

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
HEAD_ENDS, LAST_CHUNK = b"\r\n\r\n", b"0\r\n\r\n"


class Unreachable(Exception):
    """Nothing usable came. ``reason`` is one of the words below, for whoever sets it up."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forbidden(Unreachable):
    """The address is none that may be asked."""


def is_allowed(url: str) -> bool:
    """Whether the address has a form that may be asked; where it leads is seen when asking."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = not (parts.username or parts.password or parts.fragment) and port != 0
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and settings.IS_LOCAL)
    return bool(is_plain and is_safe and parts.hostname and url.isascii() and url.isprintable())


def fetch_json(
    url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the address answers to GET or, with a form, to POST. Raises ``Unreachable``."""
    kind = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
    body = None if form is None else urlencode(form).encode()
    sent = {"Accept": "application/json", **kind, **(headers or {})}
    with _asked(url, body, sent, settings.IDENTITY_PRIVATE_NETWORKS) as line:
        return _object(_parsed(line.all_of(LONGEST)))


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address answered, and with what it began."""

    status: int
    beginning: bytes


def post(
    url: str, body: bytes, *, headers: Mapping[str, str], networks: Networks, most: int
) -> Answer:
    """Send this to the address; of what it answers ``most`` bytes. Raises ``Unreachable``."""
    with _asked(url, body, headers, networks) as line:
        answer = _parsed(line.beginning(most))
        return Answer(answer.status, _read(answer, most))


@contextmanager
def _asked(
    url: str, body: bytes | None, headers: Mapping[str, str], networks: Networks
) -> Iterator["_Line"]:
    """The line on which the answer comes; whatever goes wrong on it is ``Unreachable``."""
    if not is_allowed(url):
        raise Forbidden("address")
    parts, until = urlsplit(url), time.monotonic() + ALTOGETHER
    try:
        with _connected(parts, until, networks) as line:
            _ask(line, parts, body, headers)
            yield _Line(line, until)
    except TimeoutError as error:
        raise Unreachable("slow") from error
    except ssl.SSLError as error:
        raise Unreachable("certificate") from error
    except (OSError, HTTPException, UnicodeError) as error:
        raise Unreachable("connection") from error


def may_ask(address: Address, networks: Networks | None = None) -> bool:
    """Whether this address is of the open internet, or of a network that was named for it.

    ``networks`` are those of ``IDENTITY_PRIVATE_NETWORKS`` unless others are given.
    """
    named = settings.IDENTITY_PRIVATE_NETWORKS if networks is None else networks
    if settings.IS_LOCAL and address.is_loopback:
        return True
    if any(address in network for network in named):
        return True
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner or address.teredo or any(address in network for network in INWARD):
            return inner is not None and may_ask(inner, named)
    return address.is_global and not address.is_multicast


def _connected(parts: SplitResult, until: float, networks: Networks) -> socket.socket:
    """A connection to an address that was looked at: no second look-up can change it."""
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    line = _line_to(_addresses(host, port, networks), port, until)
    if parts.scheme == "http":
        return line
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def _line_to(addresses: list[str], port: int, until: float) -> socket.socket:
    """To the first that answers: many hosts have addresses of two kinds."""
    *earlier, last = addresses
    for address in earlier:
        try:
            return socket.create_connection((address, port), timeout=_left(until))
        except ConnectionError:
            continue
    return socket.create_connection((last, port), timeout=_left(until))


def _addresses(host: str, port: int, networks: Networks) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for *_kind, where in found]
    allowed = [one for one in addresses if may_ask(ip_address(one.partition("%")[0]), networks)]
    if not allowed:
        raise Forbidden("private")
    return allowed


def _ask(
    line: socket.socket, parts: SplitResult, body: bytes | None, headers: Mapping[str, str]
) -> None:
    connection = HTTPConnection(parts.netloc)
    connection.sock = line
    connection.request(
        "GET" if body is None else "POST",
        (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        body=body,
        headers={"Connection": "close", **headers},
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """What comes back, all of it until one moment: a limit for each read would not end a drip."""

    socket: socket.socket
    until: float

    def all_of(self, longest: int) -> bytes:
        """Everything until the other side is done."""
        received = bytearray()
        while len(received) <= longest:
            part = self._part()
            if not part:
                return bytes(received)
            received += part
        raise Unreachable("long")

    def beginning(self, most: int) -> bytes:
        """The head of the answer and as much of the rest as is wanted; some never hang up."""
        received = bytearray()
        while not _is_enough(received, most):
            part = self._part()
            if not part:
                break
            received += part
        return bytes(received)

    def _part(self) -> bytes:
        self.socket.settimeout(_left(self.until))
        return self.socket.recv(65_536)


def _is_enough(received: bytearray, most: int) -> bool:
    """Whether the rest does not matter: all that was announced is here, or more than is kept."""
    head, ends, body = bytes(received).partition(HEAD_ENDS)
    if not ends:
        if len(received) > LONGEST:
            raise Unreachable("long")
        return False
    answer = _parsed(head + ends)
    if answer.chunked and body.endswith(LAST_CHUNK):
        return True
    announced = most if answer.length is None else answer.length
    return len(body) >= min(announced, most)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Recorded:
    """A whole answer, read as a socket is read."""

    def __init__(self, received: bytes) -> None:
        self.received = received

    def makefile(self, mode: str) -> BytesIO:
        return BytesIO(self.received)


def _parsed(received: bytes) -> HTTPResponse:
    answer = HTTPResponse(_Recorded(received))  # type: ignore[arg-type]
    answer.begin()
    return answer


def _read(answer: HTTPResponse, most: int) -> bytes:
    try:
        return answer.read()[:most]
    except IncompleteRead as cut_off:
        return cut_off.partial[:most]


def _object(answer: HTTPResponse) -> dict[str, Any]:
    if answer.status != 200:
        raise Unreachable("status")
    try:
        found = json.loads(answer.read())
    except (ValueError, RecursionError, HTTPException) as error:
        raise Unreachable("format") from error
    if not isinstance(found, dict):
        raise Unreachable("format")
    return found
