"""The receipt code as the key to a live talk: the same budget and slow lane as on the pages."""

from dataclasses import dataclass

from django.http import HttpRequest

from casework.intake import selectors, slow_lane
from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation
from ostoja.privacy.receipts import normalise


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no conversation opens: a ``ticket`` that counts after some seconds, or a wrong code."""

    ticket: str = ""

    @property
    def seconds(self) -> int:
        """How long to wait with the ticket."""
        return int(slow_lane.WAIT.total_seconds())


def opened_by(code: str, carried: str, request: HttpRequest) -> Conversation | Refused:
    """The conversation of this code; whoever tries many codes waits, right or wrong."""
    if normalise(code) is None:  # no code at all, so no guess either
        return Refused()
    if WRONG_CODES.is_spent(request) and not slow_lane.is_due(code, carried):
        return Refused(slow_lane.kept_or_new(code, carried))
    found = selectors.conversation_by_code(code)
    if found is None:
        WRONG_CODES.spend(request)
        return Refused()
    return found


def asked_from(address: str) -> HttpRequest:
    """What the budget knows of a socket: the network that it counts, and never keeps."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    return request
