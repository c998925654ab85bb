"""What stands in a log: the trace of an error, and nothing of a row that it repeats."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from structlog.stdlib import ProcessorFormatter

from ostoja.settings.logs import LOGGING
from tenants.fence import entered_platform
from tenants.jobs.models import Job, State

SECRET = "Anna Wymyślona"


def a_row_that_fails() -> None:
    with entered_platform(), transaction.atomic():
        Job.objects.create(kind="try", state=State.DONE, asked_by_name=SECRET)


def as_cause() -> None:
    try:
        a_row_that_fails()
    except DatabaseError as error:
        raise RuntimeError("It was not written.") from error


def as_context() -> None:
    try:
        a_row_that_fails()
    except DatabaseError:
        raise LookupError("It was not written.")  # noqa: B904 - the context is what is tried


def in_a_group() -> None:
    try:
        a_row_that_fails()
    except DatabaseError as error:
        raise ExceptionGroup("It was not written.", [ValueError("x"), error])  # noqa: B904


def logged(fails: Callable[[], None]) -> dict[str, Any]:
    settings = dict(LOGGING["formatters"]["json"])
    formatter: logging.Formatter = settings.pop("()")(**settings)
    assert isinstance(formatter, ProcessorFormatter)
    with pytest.raises(Exception) as raised:
        fails()
    info = (raised.type, raised.value, raised.value.__traceback__)
    record = logging.LogRecord("ostoja", logging.WARNING, "", 1, "It failed", (), info)
    found: dict[str, Any] = json.loads(formatter.format(record))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("fails", [a_row_that_fails, as_cause, as_context, in_a_group])
def test_no_link_of_the_chain_repeats_a_row(fails: Callable[[], None]) -> None:
    with pytest.raises(DatabaseError, match=SECRET):
        a_row_that_fails()
    trace = logged(fails)["exception"]
    assert SECRET not in trace
    assert "DETAIL" not in trace
    assert "psycopg.errors.CheckViolation: new row for relation" in trace
    assert "django.db.utils.IntegrityError: new row for relation" in trace
    assert "in a_row_that_fails" in trace
    assert fails is a_row_that_fails or "It was not written." in trace


def test_other_errors_are_told_as_always() -> None:
    def fails() -> None:
        try:
            raise KeyError("hidden")
        except KeyError:
            raise ValueError("one\ntwo") from None

    trace = logged(fails)["exception"]
    assert trace.endswith("ValueError: one\ntwo")
    assert "Traceback (most recent call last):" in trace
    assert "hidden" not in trace


def test_a_chain_that_bites_its_tail_ends() -> None:
    def fails() -> None:
        first, second = ValueError("first"), ValueError("second")
        first.__context__, second.__context__ = second, first
        raise first

    assert logged(fails)["exception"].count("ValueError: second") == 1
