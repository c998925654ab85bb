"""The hint that a board has changed; where it does not arrive, pages ask by themselves."""

from uuid import UUID

from ostoja.live import tell

BOARD = "incident board"


def tell_board(incident: UUID) -> None:
    """After the transaction; what is told is that something changed, never what."""
    tell(BOARD, incident)
