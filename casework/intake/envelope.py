"""What accompanies a text on its way: the id made beforehand, when the form was made, from where.

None of it can stop a report. A broken envelope is replaced; a suspicious one is marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from casework.intake.choices import Channel, Doubt
from tenants.fence.signing import signer

SHORTEST_WRITING = timedelta(seconds=3)
HONEYPOT = "subject"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The hidden fields of the contact form."""

    submission: UUID
    made_at: str
    entry_point: str
    doubt: Doubt | None = None
    channel: Channel = Channel.FORM

    @property
    def looks_automatic(self) -> bool:
        """Whether a machine may have sent it."""
        return self.doubt is not None

    @classmethod
    def new(cls, entry_point: str = "") -> "Envelope":
        """For a form that is shown for the first time."""
        submission = uuid4()
        return cls(submission, _clock().sign(str(submission)), entry_point)

    @classmethod
    def arrived(cls, data: Mapping[str, str]) -> "Envelope":
        """As it came back with a form."""
        submission = read_id(data.get("submission", ""))
        if submission is None:
            new = cls.new(data.get("entry_point", ""))
            return replace(new, doubt=Doubt.DAMAGED, channel=_channel(data))
        made_at = data.get("made_at", "")
        doubt = Doubt.HIDDEN if data.get(HONEYPOT) else _doubt_of(submission, made_at)
        return cls(submission, made_at, data.get("entry_point", ""), doubt, _channel(data))


def _channel(data: Mapping[str, str]) -> Channel:
    """A form on the city's website says so; of other channels a form knows nothing."""
    return Channel.WEBSITE if data.get("channel") == Channel.WEBSITE else Channel.FORM


def read_id(text: str) -> UUID | None:
    """An id that a form carried; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _clock() -> TimestampSigner:
    return signer("intake.envelope")


def _doubt_of(submission: UUID, made_at: str) -> Doubt | None:
    """Whether this form was made by us and not a moment ago; how long it lay open is no matter."""
    try:
        _clock().unsign(made_at, max_age=SHORTEST_WRITING)
    except SignatureExpired:
        return None if made_at.startswith(f"{submission}:") else Doubt.DAMAGED
    except (BadSignature, UnicodeError):
        return Doubt.DAMAGED
    return Doubt.QUICK
