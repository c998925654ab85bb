"""Static files through the web server's entrance: their headers, and no more than is asked."""

import gzip
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from tests.entrance import Entrance

YEARS = 10 * 365 * 24 * 60 * 60
STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What ``collectstatic`` leaves, with a stand-in for one file in Brotli."""
    root = tmp_path_factory.mktemp("static")
    storages = {"staticfiles": {"BACKEND": STORAGE}}
    with override_settings(
        STATIC_ROOT=str(root),
        STORAGES=storages,
        WHITENOISE_USE_FINDERS=False,
        SECURE_HSTS_SECONDS=63_072_000,
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        name = staticfiles_storage.stored_name("ui/public.js")  # type: ignore[attr-defined]
        (root / f"{name}.br").write_bytes(b"brotli")
        yield root


@pytest.fixture
def server(collected: Path) -> Entrance:
    """The entrance, with the collected files."""
    return Entrance()


def _url(name: str) -> str:
    return str(staticfiles_storage.url(name))


def test_a_file_comes_whole_and_without_a_warning(server: Entrance, collected: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = server.ask(_url("ui/public.css"))
    path = collected / _url("ui/public.css").removeprefix("/static/")
    assert (answer.status, answer.body) == (200, path.read_bytes())
    assert answer.headers["content-type"] == 'text/css; charset="utf-8"'
    assert answer.headers["content-length"] == str(len(answer.body))


def test_it_carries_the_headers_of_every_answer(server: Entrance) -> None:
    headers = server.ask(_url("ui/public.js")).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_a_name_with_a_hash_is_kept_for_good_and_another_is_asked_for_again(
    server: Entrance,
) -> None:
    hashed = server.ask(_url("ui/public.css")).headers["cache-control"]
    assert hashed == f"max-age={YEARS}, public, immutable"
    assert server.ask("/static/ui/public.css").headers["cache-control"] == "max-age=60, public"


def test_the_smallest_form_that_the_browser_knows_is_sent(server: Entrance) -> None:
    url = _url("ui/public.js")
    plain, packed = server.ask(url), server.ask(url, accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    brotli = server.ask(url, accept_encoding="gzip, deflate, br")
    assert (brotli.headers["content-encoding"], brotli.body) == ("br", b"brotli")


def test_head_has_the_headers_and_no_body(server: Entrance) -> None:
    url = _url("ui/public.css")
    whole, head = server.ask(url), server.ask(url, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize(
    ("asked_with", "known_by"), [("if_none_match", "etag"), ("if_modified_since", "last-modified")]
)
def test_what_the_browser_has_is_not_sent_again(
    server: Entrance, asked_with: str, known_by: str
) -> None:
    url = _url("ui/public.css")
    known = server.ask(url).headers[known_by]
    again = server.ask(url, **{asked_with: known})
    assert (again.status, again.body) == (304, b"")
    assert "content-type" not in again.headers
    assert server.ask(url, **{asked_with: "Mon, 01 Jan 2001 00:00:00 GMT"}).status == 200


def test_a_part_is_sent_alone(server: Entrance) -> None:
    url = _url("ui/public.css")
    whole = server.ask(url)
    part = server.ask(url, range="bytes=10-19")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.body)}"
    assert server.ask(url, range=f"bytes={len(whole.body)}-").status == 416
    assert server.ask(url, range="pages=1-2").body == whole.body


@pytest.mark.parametrize(("asked", "at"), [("0-0", 0), ("7-7", 7), ("-1", -1), ("{last}-", -1)])
def test_a_part_may_be_one_byte(server: Entrance, asked: str, at: int) -> None:
    url = _url("ui/public.css")
    whole = server.ask(url).body
    last = len(whole) - 1
    part = server.ask(url, range=f"bytes={asked.format(last=last)}")
    place = at % len(whole)
    assert (part.status, part.body) == (206, whole[place : place + 1])
    assert part.headers["content-range"] == f"bytes {place}-{place}/{len(whole)}"
    assert part.headers["content-length"] == "1"
    head = server.ask(url, "HEAD", range="bytes=0-0")
    assert (head.status, head.body, head.headers["content-length"]) == (206, b"", "1")
    assert server.ask(url, range="bytes=5-3").status == 416


def test_files_are_only_read(server: Entrance) -> None:
    answer = server.ask(_url("ui/public.css"), "POST")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["ui/no.css", "../manage.py", "ui/../../x", "ui/public.css/", ""])
def test_an_unknown_file_is_absent(
    server: Entrance, path: str, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    answer = server.ask(f"/static/{path}")
    assert answer.status == 404
    assert answer.headers["x-content-type-options"] == "nosniff"
