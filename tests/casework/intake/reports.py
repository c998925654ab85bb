"""Makes reports as residents send them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.signing import TimestampSigner
from django.test import Client
from django.utils import timezone

from casework.intake.actions import receive_report
from casework.intake.models import Conversation, EntryPoint
from ostoja.privacy.receipts import code_for
from tenants.fence import entered
from tenants.fence.signing import signer
from tenants.translated import TranslatedText

WORDS = "Od kilku tygodni prawie nie śpię."


def make_report(text: str = WORDS, submission: UUID | None = None, **facts: Any) -> Conversation:
    """A report that has just arrived."""
    facts = {"language": "pl", **facts}
    conversation, _ = receive_report(submission=submission or uuid4(), text=text, **facts)
    return conversation


def make_entry_point(code: str = "HWP7K3", **facts: Any) -> EntryPoint:
    """A QR code somewhere in the city."""
    name = TranslatedText({"pl": "Plakat", "en": "Poster"})
    return EntryPoint.objects.create(**{"key": code.lower(), "code": code, "name": name, **facts})


def age(conversation: Conversation, **by: float) -> None:
    """Let time pass since the report arrived."""
    conversation.refresh_from_db()
    moment = timezone.now() - timedelta(**by)
    changed = {"created_at": moment}
    if conversation.waiting_since:
        changed["waiting_since"] = moment
    Conversation.objects.filter(pk=conversation.pk).update(**changed)
    conversation.refresh_from_db()


def code_of(conversation: Conversation) -> str:
    """The receipt code, in groups of four."""
    return code_for(conversation.submission)


def phone(slug: str = "gdansk", **headers: Any) -> Client:
    """A resident's browser on the city's host: no session, and Django's checks of forms are on.

    Its address is one of the internet, as the web server knows it behind a proxy that tells.
    """
    where = {"HTTP_HOST": f"{slug}.localhost", "REMOTE_ADDR": "203.0.113.7", **headers}
    return Client(enforce_csrf_checks=True, **where)


def filled_form(text: str = WORDS, *, opened: float = 60, **fields: str) -> dict[str, str]:
    """What a browser sends with a contact form that was opened so many seconds ago."""
    submission = str(uuid4())
    with entered("gdansk"):
        clock = signer("intake.envelope")
    own = {"submission": submission, "made_at": _signed_before(clock, submission, opened)}
    return {"text": text, **own, "entry_point": "", "subject": "", **fields}


def _signed_before(clock: TimestampSigner, value: str, seconds: float) -> str:
    moment = timezone.now().timestamp() - seconds
    past = type("Past", (TimestampSigner,), {"timestamp": lambda _: _base62(int(moment))})
    signed: str = past(salt=clock.salt).sign(value)
    return signed


def _base62(number: int) -> str:
    from django.core.signing import b62_encode

    return b62_encode(number)


def page_of(conversation: Conversation, step: str = "") -> str:
    """The address of its page for staff, or of one step."""
    return f"/pl/staff/inbox/{conversation.pk}/{step}"


def send_answer(client: Client, conversation: Conversation, **fields: Any) -> Any:
    """A consultant writes to the resident."""
    form = {"text": "Dzień dobry.", "submission": str(uuid4()), "version": "1", **fields}
    return client.post(page_of(conversation, "answer/"), form)
