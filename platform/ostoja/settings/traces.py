"""Traces of errors in logs; what a database says of an error may repeat a row, so it is cut."""

import re
import traceback
from collections.abc import Iterator

import psycopg
from django.db import Error
from structlog.typing import EventDict, ExcInfo, WrappedLogger

# What PostgreSQL says beyond the first line, as it stands in a text or in somebody's repr of it.
# https://www.postgresql.org/docs/current/protocol-error-fields.html
_REST = re.compile(r"(?:\n|\\n)(?:DETAIL|HINT|QUERY|CONTEXT|LINE \d+): .*", re.DOTALL)


def without_rows(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cuts what repeats a row out of a line's own words: Celery puts the error's repr there."""
    for name in ("event", "message"):
        if isinstance(event.get(name), str):
            event[name] = _REST.sub(" […]", event[name])
    return event


def traced(exc_info: ExcInfo) -> str:
    """The whole chain; of a database's error the class and the first line, which names no row."""
    return "".join(_lines(exc_info[1], set())).rstrip("\n")


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before, words = _before(error)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield f"\n{words}\n\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield from _said(error)
    if isinstance(error, BaseExceptionGroup):
        for place, one in enumerate(error.exceptions, start=1):
            yield f"---------------- {place} ----------------\n"
            yield from _lines(one, seen)


def _before(error: BaseException) -> tuple[BaseException | None, str]:
    """The error that led to this one, in the words of Python's own traces."""
    if error.__cause__ is not None:
        return error.__cause__, "The above exception was the direct cause of the following:"
    hidden = error.__suppress_context__
    return (None if hidden else error.__context__), "During its handling, another one occurred:"


def _said(error: BaseException) -> list[str]:
    if not isinstance(error, Error | psycopg.Error):
        return traceback.format_exception_only(error)
    kind, first = type(error), str(error).strip().partition("\n")[0]
    return [f"{kind.__module__}.{kind.__qualname__}: {first}\n"]
