"""Odd Host headers, and bytes that no address has: refused in plain words, never a failure."""

import asyncio
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostoja.asgi import application
from tenants.hosts import bare_host

pytestmark = pytest.mark.django_db

PATHS = ("/", "/pl/", "/pl/contact/", "/pl/staff/", "/pl/staff/sign-in/", "/q/HWP7K3")
ODD_HOSTS = [
    "\x00",
    "gdansk.localhost\x00",
    "\x00gdansk.localhost",
    "gdansk.localhost:",
    "gdansk.localhost:80:80",
    "gdansk.localhost:-1",
    "gdansk.localhost:99999999999999999999",
    "gdansk.localhost:²",
    "gdansk.localhost..",
    ".gdansk.localhost",
    "gdansk.localhost/pl/",
    "gdansk.localhost,gdynia.localhost",
    "gdansk.localhost gdynia.localhost",
    "user@gdansk.localhost",
    "gdansk.localhost?x",
    "[gdansk.localhost]",
    "[::1",
    "[::1]:80",
    "gdańsk.localhost",
    "gdansk。localhost",
    "xn--gdask-l0a.localhost",
    "*",
    "%",
    "..",
    ":",
    "'; drop table tenants_city; --",
    "a" * 254,
    "a" * 100_000,
    "a." * 5_000 + "localhost",
]


@pytest.mark.parametrize("host", ODD_HOSTS, ids=lambda host: ascii(host)[:30])
@pytest.mark.parametrize("path", PATHS)
def test_an_odd_host_is_refused_or_is_the_citys_own(host: str, path: str) -> None:
    answer = Client(HTTP_HOST=host, raise_request_exception=True).get(path)
    if bare_host(host) == "gdansk.localhost":
        assert answer.status_code in {200, 302, 400, 404}
    else:
        assert answer.status_code in {400, 404}
    assert host == "*" or len(host) < 3 or host not in answer.content.decode(), "never repeated"


@given(host=st.text(max_size=60))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_host_makes_it_fail(host: str) -> None:
    assert Client(HTTP_HOST=host).get("/pl/").status_code in {400, 404}


@pytest.mark.parametrize(
    "path",
    ["/pl/%00", "/q/%00", "/pl/partners/%00/", "/pl/staff/invitation/%00/", "/%00", "/pl/%ff%fe"],
)
def test_nul_and_bad_bytes_in_an_address_are_absent(path: str) -> None:
    assert Client(HTTP_HOST="gdansk.localhost").get(path).status_code in {400, 404}


@pytest.mark.parametrize("path", ["/pl/", "/pl/partners/", "/pl/contact/", "/pl/staff/sign-in/"])
def test_nul_in_a_query_or_form_is_no_failure(path: str) -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    nul = dict.fromkeys(("e", "q", "need", "text", "login", "password", "next", "page"), "\x00")
    assert client.get(path, nul).status_code < 500
    assert client.post(path, nul).status_code < 500


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"host", b"")],
        [(b"host", b"\xff\xfe")],
        [(b"host", b"gdansk.localhost\x00")],
        [(b"host", b"gdansk.localhost"), (b"host", b"gdynia.localhost")],
    ],
    ids=["none", "empty", "bytes", "nul", "two"],
)
def test_as_the_server_hands_them_over(headers: list[tuple[bytes, bytes]]) -> None:
    assert asyncio.run(_status_of(headers)) in {400, 404}


async def _status_of(headers: list[tuple[bytes, bytes]]) -> int:
    """The application's answer to a request with exactly these headers."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/pl/",
        "raw_path": b"/pl/",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    communicator: Any = ApplicationCommunicator  # it has no types
    browser = communicator(application, scope)
    await browser.send_input({"type": "http.request", "body": b"", "more_body": False})
    start = await browser.receive_output(timeout=10)
    await browser.wait(timeout=10)
    return int(start["status"])
