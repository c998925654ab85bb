"""When many wrong codes came from a network, a code is looked up at its second sending.

Nobody must be shut out because somebody else guesses, and behind a proxy without addresses of
clients that somebody may sit anywhere in the city. So nobody is refused: the form comes back with
what was typed and a ticket for this very code, and whoever sends it again ten seconds later or at
any time after that is let through. The person waits, not the server: no thread sleeps and no row
or count is kept, so that however many tickets are asked for, no worker starves. Whoever already
has opened what the code opens carries a pass and is not slowed at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from ostoja.privacy.keys import keyed_hash
from tenants.fence.signing import signer

WAIT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class SlowLane:
    """The lane of one sort of codes; ``normal`` gives the bare code of what was typed."""

    purpose: str
    normal: Callable[[str], str]

    def ticket_for(self, typed: str) -> str:
        """Goes into the form that comes back; it counts after ten seconds, for this code alone."""
        return self._clock().sign(self._name(typed))

    def pass_for(self, typed: str) -> str:
        """Goes into the page that this code has opened."""
        return self._passes().sign(self._name(typed))

    def is_due(self, typed: str, carried: str) -> bool:
        """Whether what a form carried with this code is its pass, or its ticket and old enough."""
        try:
            return self._passes().unsign(carried) == self._name(typed)
        except (BadSignature, UnicodeError):
            return self._is_old_ticket(typed, carried)

    def kept_or_new(self, typed: str, carried: str) -> str:
        """The ticket to show: the one that already runs for this code, so nobody starts anew."""
        try:
            is_its_own = self._clock().unsign(carried) == self._name(typed)
        except (BadSignature, UnicodeError):
            return self.ticket_for(typed)
        return carried if is_its_own else self.ticket_for(typed)

    def _is_old_ticket(self, typed: str, carried: str) -> bool:
        try:
            self._clock().unsign(carried, max_age=WAIT)
        except SignatureExpired:
            return carried.startswith(f"{self._name(typed)}:")
        except (BadSignature, UnicodeError):
            return False
        return False

    def _name(self, typed: str) -> str:
        # Half of a surrogate pair cannot be encoded: no code holds one.
        return keyed_hash(self.purpose, self.normal(typed).encode(errors="replace")).hex()

    def _clock(self) -> TimestampSigner:
        return signer(self.purpose)

    def _passes(self) -> TimestampSigner:
        return signer(f"{self.purpose}.pass")
