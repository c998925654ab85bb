"""A running server for the tests of live talks, each with a clone of the cities of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from casework.intake.budget import WRONG_CODES
from casework.intake.chat.pace import PACE
from tenants.fence import entered
from tests.casework.intake.chat.serving import Report, server, session_of
from tests.cast import Cast, make_cast


@dataclass
class Talks:
    """The port of the server, the cast of Gdańsk, and a report there."""

    port: int
    cast: Cast
    report: Report
    session: str  # the consultant's


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    WRONG_CODES.forget()
    PACE.forget()
    yield
    WRONG_CODES.forget()
    PACE.forget()


@pytest.fixture
def talks(committed_database: str) -> Iterator[Talks]:
    """Gdańsk with its cast, one report and the server."""
    with entered("gdansk"):
        cast = make_cast()
        session = session_of(cast.consultant)
    report = Report.made()
    with server() as port:
        yield Talks(port, cast, report, session)
