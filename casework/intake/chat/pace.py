"""How fast one person's messages are taken: the first ones at once, then one a second.

Nobody is refused: what comes faster waits. Counted in this process's memory, by city and
conversation or session: rows of two cities may have the same keys.
"""

import time
from dataclasses import dataclass, field

AT_ONCE = 20
A_SECOND = 1.0  # messages
FORGOTTEN_AFTER = 60.0  # seconds without a message
LONGEST_WAIT = 30.0  # seconds, whatever was sent before
MOST = 10_000


Who = tuple[str, object]  # the city, and who writes there


@dataclass(slots=True)
class Pace:
    """The pace of everybody who writes here."""

    _left: dict[Who, tuple[float, float]] = field(default_factory=dict)

    def wait(self, who: Who) -> float:
        """Count one message; how many seconds it has to wait."""
        now = time.monotonic()
        left = max(self._left_for(who, now) - 1, -LONGEST_WAIT * A_SECOND)
        self._keep(who, left, now)
        return max(0.0, -left / A_SECOND)

    def comes_again(self, who: Who) -> float:
        """In how many seconds this message is to be sent again; 0.0 counts it, and takes it now.

        What is not taken counts for nothing: else whoever comes again would never get through.
        """
        now = time.monotonic()
        left = self._left_for(who, now) - 1
        if left < 0:
            return -left / A_SECOND
        self._keep(who, left, now)
        return 0.0

    def forget(self) -> None:
        """Throw away every count."""
        self._left.clear()

    def _left_for(self, who: Who, now: float) -> float:
        left, since = self._left.get(who, (float(AT_ONCE), now))
        return min(AT_ONCE, left + (now - since) * A_SECOND)

    def _keep(self, who: Who, left: float, now: float) -> None:
        if len(self._left) >= MOST:
            self._forget(now)
        self._left[who] = (left, now)

    def _forget(self, now: float) -> None:
        self._left = {
            who: kept for who, kept in self._left.items() if now - kept[1] < FORGOTTEN_AFTER
        }


PACE = Pace()
