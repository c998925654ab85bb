"""How much the proxy lets through: all that our own pages and programs may send, and no more than
the application keeps in memory.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

from api.parsers import MOST_BYTES_WITH_FILES
from casework.files.choices import MOST_AT_ONCE, MOST_BYTES_AT_ONCE
from ostoja.settings.environment import ROOT

PROXIES = ["deploy/templates/Caddyfile", "deploy/container/Caddyfile"]


def limit_in(text: str) -> int:
    [megabytes] = re.findall(r"\bmax_size (\d+)MB\b", text)
    return int(megabytes) * 1_000_000


@pytest.mark.parametrize("proxy", PROXIES)
def test_what_may_be_sent_gets_through(proxy: str) -> None:
    """Else the proxy answers, which knows no form: what was typed would be gone."""
    limit = limit_in((Path(ROOT) / proxy).read_text())
    assert limit > MOST_BYTES_WITH_FILES  # Base64 of all files of an answer
    assert limit > MOST_BYTES_AT_ONCE + MOST_AT_ONCE * 1_000_000
    assert limit <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE  # nothing lies unencrypted on a disk


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_size_that_is_announced_is_judged_the_same(proxy: str) -> None:
    text = (Path(ROOT) / proxy).read_text()
    [pattern] = re.findall(r"@large header_regexp Content-Length (\S+)", text)
    limit = limit_in(text)
    for size in (0, 1, MOST_BYTES_WITH_FILES, limit - 1):
        assert not re.search(pattern, str(size)), size
    for size in (limit, limit + 1, 39_999_999, 40_000_000, 99_999_999, 100_000_000, 10**12):
        assert re.search(pattern, str(size)), size
