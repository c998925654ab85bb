"""Browsers in words."""

import pytest

from ostoja.accounts.browsers import described

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox, Windows",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/126.0 Safari/537.36", "Chrome, Linux"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0",
            "Microsoft Edge, Windows",
        ),
        (f"Mozilla/5.0 (iPhone; like Mac OS X) {WEBKIT} Version/17 Safari/604", "Safari, iPhone"),
        (f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/126 Safari/537", "Chrome, Android"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_program_and_system_are_told(said: str, expected: str) -> None:
    assert described(said) == expected
