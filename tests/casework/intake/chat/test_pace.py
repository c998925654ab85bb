"""Twenty messages at once, then one a second; who comes again gets through."""

import pytest

from casework.intake.chat import pace
from casework.intake.chat.pace import AT_ONCE, LONGEST_WAIT, Pace


class Clock:
    """Seconds that the test lets go by."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pace, "time", made)
    return made


def test_twenty_are_taken_at_once_and_then_one_a_second(clock: Clock) -> None:
    pace = Pace()
    assert [pace.wait(("gdansk", "a")) for _ in range(AT_ONCE)] == [0.0] * AT_ONCE
    assert [pace.wait(("gdansk", "a")) for _ in range(3)] == [1.0, 2.0, 3.0]
    assert pace.wait(("gdansk", "b")) == 0.0
    clock.now += 4
    assert pace.wait(("gdansk", "a")) == 0.0


def test_who_comes_again_in_time_gets_through(clock: Clock) -> None:
    """What was not taken counted once too: then each try put the next one off for ever."""
    pace, taken = Pace(), 0
    for _ in range(200):
        again_in = pace.comes_again(("gdansk", "a"))
        taken += again_in == 0.0
        clock.now += again_in
    assert taken >= AT_ONCE + (200 - AT_ONCE) / 2


def test_ten_thousand_in_a_minute_lock_nobody_out(clock: Clock) -> None:
    pace, taken = Pace(), 0
    for _ in range(10_000):
        taken += pace.comes_again(("gdansk", "a")) == 0.0
        clock.now += 60 / 10_000
    assert AT_ONCE + 58 <= taken <= AT_ONCE + 61
    assert pace.comes_again(("gdansk", "a")) <= 1.0


def test_nobody_waits_longer_than_half_a_minute(clock: Clock) -> None:
    pace = Pace()
    waits = [pace.wait(("gdansk", "a")) for _ in range(10_000)]
    assert max(waits) == LONGEST_WAIT
    clock.now += LONGEST_WAIT + 1
    assert pace.wait(("gdansk", "a")) == 0.0


def test_who_has_been_quiet_is_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.intake.chat.pace.MOST", 3)
    pace = Pace()
    for who in "abc":
        pace.wait(("gdansk", who))
    clock.now += 61
    pace.wait(("gdansk", "d"))
    assert list(pace._left) == [("gdansk", "d")]
