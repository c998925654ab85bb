"""The hints that something has changed; where they do not arrive, pages ask by themselves."""

from ostoja.live import tell

INBOX = "inbox"
CALLS = "calls for help"


def tell_inbox() -> None:
    """After the transaction; what is told is that something changed, never what."""
    tell(INBOX)


def tell_called() -> None:
    """Somebody asks for help, or somebody comes: the supervisors' pages and the inbox."""
    tell(CALLS)
    tell_inbox()
