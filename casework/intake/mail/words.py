"""What is taken from an e-mail: plain words and few facts. Headers that tell of the sender's
computer, address of the network or route are never looked at.
"""

import html
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from uuid import UUID

import nh3

from casework.intake.envelope import read_id
from casework.intake.mail.attached import Attached, attached_to
from ostoja.ui.forms import storable
from ostoja.ui.forms.fields import MOST_CHARACTERS

CYRILLIC = re.compile("[\u0400-\u04ff]")
BLOCK_ENDS = re.compile(r"(?i)<br\s*/?>|</(p|div|li|tr|h[1-6])>")
EMPTY_LINES = re.compile(r"\n{3,}")
IDS = re.compile(r"<([0-9a-f-]{36})@", re.IGNORECASE)
MOST_IDS = 50
MACHINES = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply"})


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail as it is kept. ``letters`` are the ids of ours that it may answer; ``answer`` is
    what is said in it then, without our own subject and words.

    ``was_cut``: only its beginning came; ``is_cut``: that, or its words were too long.
    """

    text: str
    answer: str
    language: str
    sender: str
    message_id: str
    letters: list[UUID]
    attachments: list[Attached]
    was_cut: bool
    is_cut: bool
    is_automatic: bool
    is_doubtful: bool


def read(raw: bytes, *, own: str, was_cut: bool = False) -> Mail:
    """``own``: the mailbox's address. Raises ``ValueError`` for what nobody can read."""
    message = message_from_bytes(raw, policy=policy.default)
    sender = parseaddr(_header(message, "From"))[1].strip()
    subject, words = " ".join(_header(message, "Subject").split()), _words(message)
    text, attachments = _kept(f"{subject}\n\n{words}"), attached_to(message)
    if not sender or not (text or attachments):
        raise ValueError("no words or no sender")
    return Mail(
        text=text[:MOST_CHARACTERS],
        answer=(_kept(_without_quotes(words)) or text)[:MOST_CHARACTERS],
        language="uk" if len(CYRILLIC.findall(text)) > len(text) / 4 else "pl",
        sender=sender[:254],
        message_id=_header(message, "Message-ID").strip(),
        letters=_letters(message),
        attachments=attachments,
        was_cut=was_cut,
        is_cut=was_cut or len(text) > MOST_CHARACTERS,
        is_automatic=_is_automatic(message, sender, own),
        is_doubtful=_is_doubtful(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # what the parser cannot take
        return ""


def _words(message: EmailMessage) -> str:
    """Of HTML the words alone; it is looked at where no plain part says anything."""
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    words = _content(plain) if plain is not None else ""
    if page is None or words.strip():
        return words
    return html.unescape(nh3.clean(BLOCK_ENDS.sub("\n", _content(page)), tags=set()))


def _kept(text: str) -> str:
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return EMPTY_LINES.sub("\n\n", storable(whole)).strip()


def _without_quotes(words: str) -> str:
    own = [line for line in words.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(own)


def _content(body: MIMEPart) -> str:
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(body.get_content_charset() or "utf-8", "replace")
    except LookupError:  # a charset that nobody knows
        return data.decode("utf-8", "replace")


def _letters(message: EmailMessage) -> list[UUID]:
    named = f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}"
    found = (read_id(text) for text in IDS.findall(named)[:MOST_IDS])
    return [one for one in found if one]


def _is_automatic(message: EmailMessage, sender: str, own: str) -> bool:
    """A bounce, an answering machine, a loop: RFC 3834, and what servers did before it."""
    said = _header(message, "Auto-Submitted").strip().lower() or "no"
    return (
        said != "no"
        or message.get_content_type() == "multipart/report"
        or _header(message, "Return-Path").strip() == "<>"
        or sender.partition("@")[0].lower() in MACHINES
        or sender.lower() == own.lower()
        or bool(_header(message, "X-Autoreply") or _header(message, "X-Autorespond"))
    )


def _is_doubtful(message: EmailMessage) -> bool:
    """A person may have sent it all the same, so it is kept; but no letter answers it."""
    bulk = _header(message, "Precedence").strip().lower() in {"bulk", "list", "junk"}
    flagged = _header(message, "X-Spam-Flag").strip().lower() == "yes"
    return bulk or flagged or bool(_header(message, "List-Id"))
