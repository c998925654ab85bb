"""When many wrong codes came from a network, a code is looked up at its second sending.

A resident must never be shut out because somebody else guesses, and behind a proxy without
addresses of clients that somebody may sit anywhere in the city. So nobody is refused: the form
comes back with what was typed and a ticket for this very code, and whoever sends it again ten
seconds later or at any time after that is let through. The person waits, not the server: no
thread sleeps and no row or count is kept, so that however many tickets are asked for, no worker
starves. Whoever already has the conversation open carries a pass and is not slowed at all.

What keeps codes from being guessed are their 16 digits. With 10,000 conversations in a city,
100,000 guesses find one with a chance of one in ten million. The lane only doubles the work of
guessing, and a ticket for one code says nothing about another.
"""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from ostoja.privacy.keys import keyed_hash
from ostoja.privacy.receipts import normalise
from tenants.fence.signing import signer

WAIT = timedelta(seconds=10)


def ticket_for(typed: str) -> str:
    """Goes into the form that comes back; it counts after ten seconds, for this code alone."""
    return _clock().sign(_name(typed))


def pass_for(typed: str) -> str:
    """Goes into the page of the conversation that this code has opened."""
    return _passes().sign(_name(typed))


def is_due(typed: str, carried: str) -> bool:
    """Whether what a form carried with this code is its pass, or its ticket and old enough."""
    try:
        return _passes().unsign(carried) == _name(typed)
    except (BadSignature, UnicodeError):
        return _is_old_ticket(typed, carried)


def kept_or_new(typed: str, carried: str) -> str:
    """The ticket to show: the one that already runs for this code, so nobody starts anew."""
    try:
        return carried if _clock().unsign(carried) == _name(typed) else ticket_for(typed)
    except (BadSignature, UnicodeError):
        return ticket_for(typed)


def _is_old_ticket(typed: str, carried: str) -> bool:
    try:
        _clock().unsign(carried, max_age=WAIT)
    except SignatureExpired:
        return carried.startswith(f"{_name(typed)}:")
    except (BadSignature, UnicodeError):
        return False
    return False


def _name(typed: str) -> str:
    return keyed_hash("intake.slow lane", (normalise(typed) or "").encode()).hex()


def _clock() -> TimestampSigner:
    return signer("intake.slow lane")


def _passes() -> TimestampSigner:
    return signer("intake.slow lane.pass")
