"""The description as it was committed: what is served, and what a test compares with the code."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "openapi.json"


@cache
def as_json() -> bytes:
    """The file."""
    return FILE.read_bytes()


@cache
def as_data() -> dict[str, Any]:
    """The file, read."""
    read: dict[str, Any] = json.loads(as_json())
    return read


@cache
def etag() -> str:
    """Changes with the file."""
    return f'"{sha256(as_json()).hexdigest()[:20]}"'


def written(document: dict[str, Any]) -> str:
    """A description as the file holds it."""
    return json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n"
