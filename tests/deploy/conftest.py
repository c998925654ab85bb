"""One installation for all tests of this folder that need one."""

from collections.abc import Iterator

import pytest

from tests.deploy.server import Server, take_away_what_was_left


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server on which everything runs, with the city Sopot."""
    take_away_what_was_left()
    made = Server()
    try:
        done = made.install_first()
        assert done.returncode == 0, done.stdout + done.stderr
        made.start()
        made.first_page(made.onboard("sopot"))
        yield made
    finally:
        made.take_away()
