"""Hundreds of cities on one machine: what a connection grows to, what changing the city costs."""

import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connection
from django.test import Client

from tenants.bundles.writing import write_bundle
from tenants.fence import entered_platform

PAGES = ("/pl/", "/pl/partners/")
MEMORY = "MB of one connection's server process, after pages of all cities"
PAGE = "median page, another city each time, times one city alone"
DUMP, DUMP_ALL = "seconds, the bundle of one city", "seconds, bundles of all cities"
CATALOGUE = "MB of PostgreSQL's catalogue"
GOALS = {MEMORY: 150, PAGE: 1.1, DUMP: 5}
SAMPLE = 10  # cities whose bundles are written, for the time of all
BLOCK = 20  # pages in a row, then as many of one city: what else the machine does hits both


def soak(slugs: Sequence[str]) -> dict[str, float]:
    """The figures, on a connection that begins afresh."""
    connection.close()
    for page in PAGES:
        _times(page, slugs)  # caches of the process are warm, those of the server as they became
    figures = {f"{PAGE}: {page}": _dearer(page, slugs) for page in PAGES}
    bundles = [_bundle(slug) for slug in slugs[:SAMPLE]]
    return {
        **figures,
        MEMORY: _memory_of_the_server_process(),
        DUMP: statistics.median(bundles),
        DUMP_ALL: statistics.mean(bundles) * len(slugs),
        CATALOGUE: _size_of_the_catalogue(),
    }


def _dearer(page: str, slugs: Sequence[str]) -> float:
    """How many times as long the page takes where each request is another city's."""
    in_turn, alone = [], []
    for start in range(0, len(slugs), BLOCK):
        block = slugs[start : start + BLOCK]
        in_turn += _times(page, block)
        alone += _times(page, [slugs[0]] * (len(block) + 1))[1:]
    return statistics.median(in_turn) / statistics.median(alone)


def _times(page: str, slugs: Sequence[str]) -> list[float]:
    """Seconds for the page in each of these cities."""
    found = []
    for slug in slugs:
        client = Client(HTTP_HOST=f"{slug}.localhost")
        started = time.perf_counter()
        answer = client.get(page)
        found.append(time.perf_counter() - started)
        assert answer.status_code == 200, (slug, page, answer.status_code)
    return found


def _bundle(slug: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        write_bundle(slug, Path(folder) / "bundle")
        return time.perf_counter() - started


def _memory_of_the_server_process() -> float:
    """What is its own, without the buffers that all of them share. Linux only."""
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        [process] = cursor.fetchone()
    [own] = re.findall(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(own) / 1000


def _size_of_the_catalogue() -> float:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(
            "select sum(pg_total_relation_size(oid)) / 1e6 from pg_class"
            " where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'"
        )
        [size] = cursor.fetchone()
    return float(size)
