"""Sending through the outbox: e-mail and text messages, written in the transaction, delivered
after it.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import cast
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.template import Context
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template
from django.utils import timezone, translation

from ostoja.notifications import guarded
from ostoja.notifications.attached import file_of
from ostoja.notifications.choices import Channel
from ostoja.notifications.gateways import NotSent, Refused, TextMessage, gateway
from ostoja.notifications.guarded import Stays, Waits
from ostoja.notifications.models import Notification, OutboxMessage
from tenants.fence import after_commit

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBLINGS = 10  # more would soon be longer than a timedelta can say
GIVE_UP_AFTER = {
    Channel.MAIL: timedelta(days=5),  # RFC 5321, 4.5.4.1: at least four to five days
    Channel.TEXT: timedelta(days=1),  # older news on a telephone only frightens
}
FAILURES_IN_A_ROW = 3
LONGEST_SUBJECT = 200
HINT_LASTS = 300  # seconds, after which the clock has long done it
BROKER_LEFT_ALONE = 5.0  # seconds


@dataclass
class _Broker:
    """Until when (``time.monotonic``) this process does not ask a broker that did not answer."""

    away_until: float = 0.0


_broker = _Broker()


def send_email(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    key: UUID | None = None,
) -> None:
    """Put one e-mail in the outbox; see ``email_of``."""
    queue([email_of(to=to, template=template, context=context, language=language, key=key)])


def email_of(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    key: UUID | None = None,
) -> OutboxMessage:
    """One e-mail for ``queue``. The template's first line is its subject.

    ``key`` is the message's own, for one that there may be only once.
    """
    with translation.override(language):
        subject, _, body = _plain_text(template, context).strip().partition("\n")
    return _message(to, subject.strip(), body.strip() + "\n", key)


def _plain_text(template: str, context: Mapping[str, object]) -> str:
    """The template's text; an apostrophe in a name is no HTML here."""
    found = cast("DjangoTemplate", get_template(template))
    return found.template.render(Context(dict(context), autoescape=False))


def queue_email(*, to: str, subject: str, body: str, key: UUID | None = None) -> None:
    """Put an e-mail that is already written in the outbox."""
    queue([_message(to, subject, body, key)])


def letter_to(
    *,
    sealed_to: str,
    reply_to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    key: UUID,
) -> OutboxMessage:
    """One e-mail for ``queue`` to somebody who is not of the staff.

    Their address lies encrypted, and only until the e-mail has gone out or was given up.
    """
    message = email_of(to="", template=template, context=context, language=language, key=key)
    message.sealed_to, message.reply_to = sealed_to, reply_to
    return message


def text_to(phone: str, words: str, *, key: UUID) -> OutboxMessage:
    """One text message for ``queue``; ``phone`` is E.164. It may hold nothing of a case."""
    return OutboxMessage(pk=key, channel=Channel.TEXT, sealed_to=phone, subject="", body=words)


def text_key(key: UUID) -> UUID:
    """The key of the text message about what an e-mail with this key tells too."""
    return uuid5(key, Channel.TEXT.value)


def forget_held(told: QuerySet[Notification]) -> None:
    """What quiet hours still hold back and is settled by now need not leave any more."""
    rows = told.filter(read_at=None).values_list("pk", "mail", "text")
    keys = [key for pk, *_ways in rows for key in (pk, text_key(pk))]
    if keys:
        held = OutboxMessage.objects.filter(pk__in=keys, attempts=0, sent_at=None)
        held.filter(next_attempt_at__gt=timezone.now()).delete()


def _message(to: str, subject: str, body: str, key: UUID | None) -> OutboxMessage:
    one_line = " ".join(subject.split())[:LONGEST_SUBJECT]
    own = {} if key is None else {"pk": key}
    return OutboxMessage(to=to, subject=one_line, body=body, **own)


def queue(messages: Sequence[OutboxMessage]) -> None:
    """Put messages in the outbox, in one query however many they are."""
    OutboxMessage.objects.bulk_create(messages)
    after_commit(_ask_for_delivery)


def _ask_for_delivery() -> None:
    """Redis is only a hint: without it the clock delivers within half a minute."""
    from ostoja.notifications.tasks import deliver_waiting

    if time.monotonic() < _broker.away_until:
        return  # a person waits for the answer: they do not wait for the broker each time
    try:
        deliver_waiting.apply_async(retry=False, expires=HINT_LASTS)
    except Exception:  # whatever the broker says: the message is kept already
        _broker.away_until = time.monotonic() + BROKER_LEFT_ALONE
        logger.warning("the broker took no hint", exc_info=True)


def deliver_due() -> int:
    """Deliver what is due in the present place; the number of messages that went out.

    After a few failures in a row the mail server, or the provider of text messages, is taken to
    be away, and its rest waits for the next round: asking it for each of a thousand messages
    would keep the worker for hours.
    """
    return sum(_deliver_by(channel) for channel in Channel)


def _deliver_by(channel: Channel) -> int:
    sent = failed = 0
    while failed < FAILURES_IN_A_ROW and (has_gone := _deliver_one(channel)) is not None:
        sent += has_gone
        failed = 0 if has_gone else failed + 1
    return sent


def _deliver_one(channel: Channel) -> bool | None:
    """Whether the next message went out, or failed and waits; None when nothing is due."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .defer("body", "sealed_to")  # opening them may fail, which must not stop the others
            .filter(
                channel=channel,
                sent_at__isnull=True,
                given_up_at__isnull=True,
                next_attempt_at__lte=timezone.now(),
            )
            .order_by("next_attempt_at")
            .first()
        )
        return None if message is None else _attempt(message)


def _attempt(message: OutboxMessage) -> bool:
    message.attempts += 1
    try:
        if (verdict := guarded.asked(message)) is not None:
            _hold(message, verdict)
            return True  # nobody was asked to take it, so nobody is away
        _send(message)
    except DatabaseError:
        raise
    except Refused as error:
        _give_up(message, _reason(error))
        return True  # the provider answered: it is not away
    except Exception as error:  # noqa: BLE001 - one message must not stop the others
        _put_off(message, _reason(error))
        return False
    # What was said is not kept: links in it are somebody's way in.
    message.sent_at, message.body, message.error = timezone.now(), "", ""
    message.sealed_to = None
    message.save(update_fields=["attempts", "sent_at", "body", "sealed_to", "error"])
    return True


def _hold(message: OutboxMessage, verdict: Waits | Stays) -> None:
    """It waits for another moment, or never leaves."""
    if isinstance(verdict, Waits):
        message.next_attempt_at = max(verdict.until, timezone.now() + FIRST_WAIT)
        message.save(update_fields=["next_attempt_at"])
        return
    message.error, message.body, message.sealed_to = "withdrawn", "", None
    message.given_up_at = timezone.now()
    message.save(update_fields=["error", "body", "sealed_to", "given_up_at"])


def _send(message: OutboxMessage) -> None:
    if message.channel == Channel.TEXT:
        gateway().send(TextMessage(message.sealed_to or "", message.body, message.pk))
    else:
        _written(message).send()


def _written(message: OutboxMessage) -> EmailMessage:
    """Each attempt carries the same id: a worker that dies after sending it sends it again."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{message.pk}@{sender}>", "Auto-Submitted": "auto-generated"}
    if message.reply_to:
        headers["Reply-To"] = message.reply_to
    to = [message.sealed_to or message.to]
    # A neutral message shows the bare address it comes from, and no name beside it.
    bare = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if message.guard else None
    written = EmailMessage(message.subject, message.body, bare, to, headers=headers)
    if (found := file_of(message)) is not None:
        written.attach(*found, "application/pdf")
    return written


def _reason(error: Exception) -> str:
    """The kind of error and the server's code: its words repeat the person's address."""
    of_texts = isinstance(error, NotSent | Refused)
    code = error.args[0] if of_texts else getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _put_off(message: OutboxMessage, reason: str) -> None:
    """Wait longer each time, and in the end give up."""
    now = timezone.now()
    message.error = reason
    message.next_attempt_at = now + _wait_after(message.attempts)
    if now - message.created_at >= GIVE_UP_AFTER[Channel(message.channel)]:
        _give_up(message, reason)
        return
    logger.warning("%s %s was not sent and waits: %s", message.channel, message.pk, reason)
    message.save(update_fields=["attempts", "next_attempt_at", "error"])


def _give_up(message: OutboxMessage, reason: str) -> None:
    """Only that it failed is kept."""
    logger.error("%s %s was given up: %s", message.channel, message.pk, reason)
    message.error, message.body, message.sealed_to = reason, "", None
    message.given_up_at = timezone.now()
    kept = ["attempts", "next_attempt_at", "error", "given_up_at", "body", "sealed_to"]
    message.save(update_fields=kept)
    guarded.given_up(message)


def _wait_after(attempts: int) -> timedelta:
    doubled: int = 2 ** min(attempts, MOST_DOUBLINGS)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
