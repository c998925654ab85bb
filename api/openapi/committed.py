"""The descriptions as committed: what is served, and what a test compares with the code."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

from api.openapi.books import CITIES, Book


@cache
def as_json(book: Book = CITIES) -> bytes:
    """The file."""
    return book.file.read_bytes()


@cache
def as_data(book: Book = CITIES) -> dict[str, Any]:
    """The file, read."""
    read: dict[str, Any] = json.loads(as_json(book))
    return read


@cache
def etag(book: Book = CITIES) -> str:
    """Changes with the file."""
    return f'"{sha256(as_json(book)).hexdigest()[:20]}"'


def written(document: dict[str, Any]) -> str:
    """A description as the file holds it."""
    return json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n"
