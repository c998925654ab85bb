"""The hint that the inbox has changed; where it does not arrive, pages ask by themselves."""

from ostoja.live import tell

INBOX = "inbox"


def tell_inbox() -> None:
    """After the transaction; what is told is that something changed, never what."""
    tell(INBOX)
