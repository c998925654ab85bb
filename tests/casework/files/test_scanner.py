"""The virus scanner, over a real socket: there, away, and with something else to say."""

from pathlib import Path
from typing import Any

import pytest
from django.core import checks
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from casework.files.checks import AWAY, NOBODY_LOOKS, somebody_looks_for_viruses
from casework.files.choices import NotNow, Refused, Scan
from casework.files.receiving import look_at
from casework.files.scanner import PIECE, scan
from ostoja.settings.environment import virus_scanner
from tests.casework.files.clamd import clamd
from tests.casework.files.made import EICAR, photo


@pytest.fixture
def path(settings: Any, tmp_path: Path) -> Path:
    found = tmp_path / "clamd.ctl"
    settings.VIRUS_SCANNER = str(found)
    return found


def test_without_a_scanner_that_is_what_is_said(gdansk: None) -> None:
    assert scan(EICAR) == Scan.UNSCANNED
    assert look_at(photo()).scan == Scan.UNSCANNED


def test_it_is_given_the_whole_file_as_it_came(gdansk: None, path: Path) -> None:
    content = photo() + bytes(3 * PIECE)
    with clamd(path) as server:
        assert look_at(content).scan == Scan.CLEAN
    assert server.scanned == [content]


def test_eicar_is_refused(gdansk: None, path: Path) -> None:
    with clamd(path), pytest.raises(Refused) as refusal:
        look_at(EICAR)
    assert refusal.value.why == "virus"
    with clamd(path), pytest.raises(Refused):
        look_at(photo() + EICAR)


def test_while_it_is_away_a_file_waits_as_it_came(gdansk: None, path: Path) -> None:
    found = look_at(photo())
    assert found.scan is None and found.content == photo()


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"",
        b"\0",
        b"what?\0",
        b"stream: OK\0" + b"x" * 9000,
    ],
)
def test_whatever_else_it_says_is_no_yes(gdansk: None, path: Path, answer: bytes) -> None:
    with clamd(path) as server:
        server.says = answer or b"\0"
        if answer.startswith(b"stream: OK"):
            server.says = b"x" * 9000
        with pytest.raises(NotNow):
            scan(b"x")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
    ],
)
def test_where_it_listens(text: str, found: object) -> None:
    assert virus_scanner(text) == found


@pytest.mark.parametrize("text", ["yes", "unix://", "tcp://clamd", "tcp://x:99999", "http://x:1"])
def test_a_bad_address_stops_the_start_and_says_the_mend(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="VIRUS_SCANNER"):
        virus_scanner(text)


def test_whoever_looks_the_platform_over_is_told_that_nobody_looks(settings: Any) -> None:
    settings.VIRUS_SCANNER = None
    assert somebody_looks_for_viruses() == [NOBODY_LOOKS]
    found = run_checks(include_deployment_checks=True)
    assert NOBODY_LOOKS in found and NOBODY_LOOKS not in run_checks()
    assert not NOBODY_LOOKS.is_serious(checks.WARNING)  # a start without one is allowed


def test_whoever_looks_the_platform_over_is_told_that_it_is_away(path: Path) -> None:
    assert somebody_looks_for_viruses() == [AWAY]
    with clamd(path) as server:
        assert somebody_looks_for_viruses() == []
        server.says = b"what?\0"
        assert somebody_looks_for_viruses() == [AWAY]
