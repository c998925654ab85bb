"""How fast one person's messages are taken: the first ones at once, then one a second.

Nobody is refused: what comes faster waits. Counted in this process's memory, by conversation.
"""

import time
from dataclasses import dataclass, field

AT_ONCE = 20
A_SECOND = 1.0  # messages
FORGOTTEN_AFTER = 60.0  # seconds without a message
MOST = 10_000


@dataclass(slots=True)
class Pace:
    """The pace of everybody who writes here."""

    _left: dict[object, tuple[float, float]] = field(default_factory=dict)

    def wait(self, who: object) -> float:
        """Count one message; how many seconds it has to wait."""
        now = time.monotonic()
        left, since = self._left.get(who, (float(AT_ONCE), now))
        left = min(AT_ONCE, left + (now - since) * A_SECOND) - 1
        if len(self._left) >= MOST:
            self._forget(now)
        self._left[who] = (left, now)
        return max(0.0, -left / A_SECOND)

    def forget(self) -> None:
        """Throw away every count."""
        self._left.clear()

    def _forget(self, now: float) -> None:
        self._left = {
            who: kept for who, kept in self._left.items() if now - kept[1] < FORGOTTEN_AFTER
        }


PACE = Pace()
