"""By which way somebody acts: through a program's token, a command, or the operators' console.

Pages are the usual way and say nothing. Nothing here needs Django's settings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COMMAND = "command"
TOKEN = "token:"  # noqa: S105 - what such a way begins with
LINK = "link"  # somebody without an account, who came by a link that was sent to them
OPERATOR = "operator"  # somebody who runs the platform, and is nobody in the city

_way: ContextVar[str] = ContextVar("way", default="")


def way() -> str:
    """The way of what is being recorded; empty for pages and the clock."""
    return _way.get()


def note(text: str) -> None:
    """From here to the end of ``kept`` (or of the process) this is the way."""
    _way.set(text)


@contextmanager
def kept() -> Iterator[None]:
    """Whatever is noted inside is forgotten afterwards: the next request goes its own way."""
    token = _way.set("")
    try:
        yield
    finally:
        _way.reset(token)
