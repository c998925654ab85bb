"""Asking an address that a city's administrator wrote: bounded in where, how long and how much.

Only https, only addresses of the open internet, no redirects, ten seconds and 256 kB in all.
``IDENTITY_PRIVATE_NETWORKS`` names networks of the installation that may be asked as well.
"""

import json
import socket
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BytesIO
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

ALTOGETHER = 10.0  # seconds
LONGEST = 256 * 1024  # bytes, headers included
TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address behind a translator (RFC 6052)

Address = IPv4Address | IPv6Address


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
    if not is_allowed(url):
        raise Forbidden("address")
    parts, until = urlsplit(url), time.monotonic() + ALTOGETHER
    try:
        with _connected(parts, until) as line:
            _ask(line, parts, form, headers or {})
            answer = _parsed(_received(line, until))
    except TimeoutError as error:
        raise Unreachable("slow") from error
    except ssl.SSLError as error:
        raise Unreachable("certificate") from error
    except (OSError, HTTPException, UnicodeError) as error:
        raise Unreachable("connection") from error
    return _object(answer)


def may_ask(address: Address) -> bool:
    """Whether this address is of the open internet, or of a network that was named for it."""
    if settings.IS_LOCAL and address.is_loopback:
        return True
    if any(address in network for network in settings.IDENTITY_PRIVATE_NETWORKS):
        return True
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner or address.teredo or address in TRANSLATED:
            return inner is not None and may_ask(inner)
    return address.is_global and not address.is_multicast


def _connected(parts: SplitResult, until: float) -> socket.socket:
    """A connection to an address that was looked at: no second look-up can change it."""
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    line = _line_to(_addresses(host, port), port, until)
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


def _addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for *_kind, where in found]
    allowed = [one for one in addresses if may_ask(ip_address(one.partition("%")[0]))]
    if not allowed:
        raise Forbidden("private")
    return allowed


def _ask(
    line: socket.socket,
    parts: SplitResult,
    form: Mapping[str, str] | None,
    headers: Mapping[str, str],
) -> None:
    connection = HTTPConnection(parts.netloc)
    connection.sock = line
    kind = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request(
        "GET" if form is None else "POST",
        (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        body=None if form is None else urlencode(form).encode(),
        headers={"Accept": "application/json", "Connection": "close", **kind, **headers},
    )


def _received(line: socket.socket, until: float) -> bytes:
    """All that comes until the other side is done: a limit for each read would not end a drip."""
    received = bytearray()
    while len(received) <= LONGEST:
        line.settimeout(_left(until))
        part = line.recv(65_536)
        if not part:
            return bytes(received)
        received += part
    raise Unreachable("long")


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
