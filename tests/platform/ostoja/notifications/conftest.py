"""Fixtures for tests of the outbox."""

import pytest

from ostoja.notifications import outbox


@pytest.fixture(autouse=True)
def _broker_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test learns from an earlier one that the broker was away."""
    monkeypatch.setattr(outbox, "_broker", outbox._Broker())
