"""A value of a column as it stands in a file."""

import base64
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from ostoja.tables.writing import with_apostrophe

_TYPES = {
    "BooleanField": "true or false",
    "DateField": "date, YYYY-MM-DD",
    "TimeField": "time of day, HH:MM:SS",
    "DateTimeField": "date and time in UTC, ISO 8601",
    "UUIDField": "UUID",
    "JSONField": "JSON",
    "ArrayField": "JSON list",
    "FloatField": "number",
    "DecimalField": "number",
    "BinaryField": "bytes, Base64",
}


def type_of(internal: str, *, is_text: bool) -> str:
    """What a value looks like in the files; ``is_text`` for one that lies encrypted."""
    if is_text:
        return "text"
    if internal in _TYPES:
        return _TYPES[internal]
    return "whole number" if "Integer" in internal or "Auto" in internal else "text"


def plain(value: Any) -> Any:
    """What JSON knows."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def cell(value: Any) -> str:
    """The same as text; nothing is empty, and no text is taken for a formula."""
    known = plain(value)
    if known is None:
        return ""
    if isinstance(known, str):
        return with_apostrophe(known)
    return json.dumps(known, ensure_ascii=False, default=str)


def line(names: list[str], values: tuple[Any, ...]) -> str:
    """One row of JSON Lines."""
    row = {name: plain(value) for name, value in zip(names, values, strict=True)}
    return json.dumps(row, ensure_ascii=False, default=str) + "\n"
