"""What stands in a log: the trace of an error, and nothing of a row that it repeats."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from celery import signals
from django.db import DatabaseError, transaction
from structlog.stdlib import ProcessorFormatter

from ostoja.celery import app
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


def ours() -> logging.Formatter:
    settings = dict(LOGGING["formatters"]["json"])
    formatter: logging.Formatter = settings.pop("()")(**settings)
    assert isinstance(formatter, ProcessorFormatter)
    return formatter


def logged(fails: Callable[[], None]) -> dict[str, Any]:
    formatter = ours()
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


@pytest.mark.django_db
@pytest.mark.parametrize("in_words", [str, repr])
def test_nor_do_the_words_of_a_line(in_words: Callable[[object], str]) -> None:
    with pytest.raises(DatabaseError) as raised:
        a_row_that_fails()
    said = f"Task x raised: {in_words(raised.value)}"
    assert SECRET in said
    record = logging.LogRecord("celery", logging.ERROR, "", 1, "%s", (said,), None)
    found = json.loads(ours().format(record))["event"]
    assert SECRET not in found
    assert found.endswith(" […]")
    assert "Task x raised:" in found
    assert "violates check constraint" in found


@app.task(name="tests.a_task_that_fails")  # type: ignore[untyped-decorator]
def a_task_that_fails() -> None:
    a_row_that_fails()


@pytest.mark.django_db
def test_nor_does_what_celery_says_of_a_task(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "celery.app.trace"):
        a_task_that_fails.apply(throw=False)
    [record] = [one for one in caplog.records if one.name == "celery.app.trace"]
    assert SECRET in record.getMessage()
    line = ours().format(record)
    assert SECRET not in line
    assert "violates check constraint" in json.loads(line)["exception"]


def test_a_worker_leaves_our_handlers_alone() -> None:
    before = list(logging.getLogger().handlers)
    receivers = signals.setup_logging.send(sender=None, loglevel=logging.WARNING)
    assert [function.__name__ for function, _answer in receivers] == ["keep_our_logs"]
    assert logging.getLogger().handlers == before
