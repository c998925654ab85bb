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
PAGE = "median page, cities in turn, times one city alone"
DUMP, DUMP_ALL = "seconds, the bundle of one city", "seconds, bundles of all cities"
CATALOGUE = "MB of PostgreSQL's catalogue"
GOALS = {MEMORY: 150, PAGE: 1.1, DUMP: 5}
SAMPLE = 10  # cities whose bundles are written, for the time of all


def soak(slugs: Sequence[str]) -> dict[str, float]:
    """The figures, on a connection that begins afresh."""
    connection.close()
    _pages(slugs)  # caches of the process are warm, those of the server are as they became
    alone, in_turn = [], []
    for slug in slugs:
        in_turn += _pages([slug])
    for _ in slugs:
        alone += _pages(slugs[:1])
    bundles = [_bundle(slug) for slug in slugs[:SAMPLE]]
    return {
        MEMORY: _memory_of_the_server_process(),
        PAGE: statistics.median(in_turn) / statistics.median(alone),
        DUMP: statistics.median(bundles),
        DUMP_ALL: statistics.mean(bundles) * len(slugs),
        CATALOGUE: _size_of_the_catalogue(),
    }


def _pages(slugs: Sequence[str]) -> list[float]:
    """Seconds for each page; the first one of a city in this process is not among them."""
    found = []
    for slug in slugs:
        client = Client(HTTP_HOST=f"{slug}.localhost")
        client.get(PAGES[0])
        for page in PAGES:
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
