"""What a resident's phone has to fetch, and what a page costs the server."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from tests.bench.rounds import Measured, measure

FORM = "/pl/contact/"


def _client() -> Client:
    return Client(HTTP_HOST="gdansk.localhost")


def kilobytes() -> float:
    """The public form with everything that its first view loads, compressed as it is sent.

    Fonts count whole: they are compressed already. A font for another script is not loaded.
    """
    page = _client().get(FORM).content
    total = len(gzip.compress(page))
    for address in sorted(
        set(re.findall(rb'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg))"', page))
    ):
        total += _sent_size(address.decode())
    return round(total / 1000, 1)


def _sent_size(address: str) -> int:
    found = finders.find(address.removeprefix("/static/"))
    content = Path(str(found)).read_bytes()
    return len(content) if address.endswith(".woff2") else len(gzip.compress(content))


def requests() -> Measured:
    """Whole requests through every middleware, beside the health answer that asks one query."""
    client = _client()
    contenders: dict[str, Callable[[], object]] = {
        "/health/ready": lambda: client.get("/health/ready"),
        "the public form": lambda: client.get(FORM),
        "the public directory": lambda: client.get("/pl/partners/"),
    }
    return measure(contenders, floor="/health/ready", rounds=60, calls=2)
