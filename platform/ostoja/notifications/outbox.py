"""Sending e-mail through the outbox: written in the transaction, delivered after it."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.template import Context
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template
from django.utils import timezone, translation

from ostoja.notifications.models import OutboxMessage
from tenants.fence import after_commit

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)


def send_email(*, to: str, template: str, context: Mapping[str, object], language: str) -> None:
    """Put one e-mail in the outbox. The template's first line is its subject."""
    with translation.override(language):
        subject, _, body = _plain_text(template, context).strip().partition("\n")
    queue_email(to=to, subject=subject.strip(), body=body.strip() + "\n")


def _plain_text(template: str, context: Mapping[str, object]) -> str:
    """The template's text; an apostrophe in a name is no HTML here."""
    found = cast("DjangoTemplate", get_template(template))
    return found.template.render(Context(dict(context), autoescape=False))


def queue_email(*, to: str, subject: str, body: str) -> None:
    """Put an e-mail that is already written in the outbox."""
    OutboxMessage.objects.create(to=to, subject=subject, body=body)
    after_commit(_ask_for_delivery)


def _ask_for_delivery() -> None:
    from ostoja.notifications.tasks import deliver_waiting

    # Redis is only a hint: without it the clock delivers within half a minute.
    try:
        deliver_waiting.delay()
    except Exception:  # whatever the broker says: the message is kept already
        logger.warning("the broker took no hint", exc_info=True)


def deliver_due() -> int:
    """Deliver what is due in the present city; the number of messages that went out."""
    sent = 0
    while (delivered := _deliver_one()) is not None:
        sent += delivered
    return sent


def _deliver_one() -> int | None:
    """1 if a message went out, 0 if it failed and waits, None when nothing is due."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .defer("body")  # opening it may fail, which must not stop the others
            .filter(sent_at__isnull=True, next_attempt_at__lte=timezone.now())
            .order_by("next_attempt_at")
            .first()
        )
        if message is None:
            return None
        return _attempt(message)


def _attempt(message: OutboxMessage) -> int:
    message.attempts += 1
    try:
        EmailMessage(message.subject, message.body, to=[message.to]).send()
    except DatabaseError:
        raise
    except Exception as error:  # one message that cannot be sent must not stop the others
        logger.warning("an e-mail was not sent and waits", exc_info=True)
        wait = min(timedelta(seconds=30 * 2**message.attempts), LONGEST_WAIT)
        message.next_attempt_at = timezone.now() + wait
        message.error = type(error).__name__
        message.save(update_fields=["attempts", "next_attempt_at", "error"])
        return 0
    # What was said is not kept: links in it are somebody's way in.
    message.sent_at, message.body, message.error = timezone.now(), "", ""
    message.save()
    return 1
