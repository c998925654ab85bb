"""The hint that an alarm has changed; where it does not arrive, pages ask by themselves."""

from ostoja.live import tell

ALARMS = "visit alarms"


def tell_alarms() -> None:
    """After the transaction; what is told is that something changed, never what."""
    tell(ALARMS)
