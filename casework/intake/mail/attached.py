"""What came with an e-mail: looked at like any other file, named where it is not kept."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart

from casework.files.choices import MOST_TOGETHER, Refusal, Refused
from casework.files.receiving import LATER, Arrived, look_at

LONGEST_NAME = 100
WORDS = frozenset({"text/plain", "text/html"})


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment as it came. ``content`` is None for an e-mail in an e-mail."""

    name: str
    content: bytes | None


@dataclass(slots=True)
class Looked:
    """``arrived`` are kept, each with its name by its hash; ``left`` stay in the mailbox."""

    arrived: list[Arrived] = field(default_factory=list)
    names: dict[bytes, str] = field(default_factory=dict)
    left: list[tuple[str, Refusal]] = field(default_factory=list)


def attached_to(message: EmailMessage) -> list[Attached]:
    """All that is neither the words of the e-mail nor their other form, pictures in them too."""
    body = message.get_body(("plain", "html"))
    found = [part for part in _parts(message) if part is not body and not _is_other_form(part)]
    return [Attached(_name(part, number), _content(part)) for number, part in enumerate(found, 1)]


def looked_at(attachments: Sequence[Attached], *, was_cut: bool) -> Looked:
    """Made harmless, outside of any transaction. What takes longer than a minute waits, as it came.

    Of an e-mail ``was_cut`` nobody has the end, so nothing of it is kept but the names.
    """
    until, looked = time.monotonic() + LATER, Looked()
    for number, one in enumerate(attachments):
        try:
            arrived = _arrived(one, number, until, was_cut)
        except Refused as refused:
            looked.left.append((one.name, refused.why))
        else:
            looked.arrived.append(arrived)
            looked.names[arrived.origin] = one.name
    return looked


def _arrived(one: Attached, number: int, until: float, was_cut: bool) -> Arrived:
    if number >= MOST_TOGETHER:
        raise Refused(Refusal.MANY)
    if was_cut:
        raise Refused(Refusal.LARGE)
    if one.content is None:
        raise Refused(Refusal.KIND)
    return look_at(one.content, until=until)


def _parts(message: MIMEPart) -> Iterator[MIMEPart]:
    """The leaves; an e-mail in an e-mail is one of them, not opened."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        yield from _parts(part)


def _is_other_form(part: MIMEPart) -> bool:
    """The same words once more as HTML, or an empty line between two pictures."""
    if part.is_attachment() or part.get_content_type() not in WORDS or _filename(part):
        return False
    return part.get_content_type() == "text/html" or not (_content(part) or b"").strip()


def _content(part: MIMEPart) -> bytes | None:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else None


def _filename(part: MIMEPart) -> str:
    try:
        return part.get_filename("") or ""
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # a broken header
        return ""


def _name(part: MIMEPart, number: int) -> str:
    """As the sender called it, without what nobody can read; else its place among the others."""
    shown = "".join(one for one in _filename(part) if one.isprintable()).strip()
    return shown[:LONGEST_NAME] or f"{number}."
