"""Fixtures for tests of the outbox and of notifications."""

import pytest

from ostoja.notifications import kinds, outbox


@pytest.fixture(autouse=True)
def _broker_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test learns from an earlier one that the broker was away."""
    monkeypatch.setattr(outbox, "_broker", outbox._Broker())


@pytest.fixture(autouse=True)
def _kinds_of_the_rooms_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers is gone after it."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
