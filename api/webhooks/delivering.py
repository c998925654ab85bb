"""Sending what waits: at least once, under the same id, by one worker at a time."""

import logging
import random
import time
from collections import deque
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from api.webhooks import notices, signing
from api.webhooks.choices import Paused
from api.webhooks.models import Attempt, Delivery, Webhook
from api.webhooks.payload import body_of
from ostoja.audit import record
from ostoja.identity.fetching import Answer, Unreachable, post

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
MOST_DOUBLINGS = 12
GIVE_UP_AFTER = timedelta(days=3)
JITTER = 0.2  # of a wait, either way: systems that come back are not asked all at once
# Seconds; what is left waits for the next round. With its last message a round ends before the
# clock begins another: one process may serve a whole city, and alarms wait behind it.
ROUND_LASTS = 15.0
KEPT_OF_ANSWER = 500  # bytes
HINT, HINT_LASTS = "webhooks-asked", 30  # seconds, after which the clock does it anyway
GONE = 410


def ask_for_delivery() -> None:
    """Redis is only a hint: without it the clock delivers within half a minute. While one hint
    waits no other is given, so that a city with many events does not fill its own line.
    """
    from api.webhooks.tasks import deliver_webhooks

    try:
        if cache.add(HINT, 1, HINT_LASTS):
            deliver_webhooks.apply_async(retry=False, expires=HINT_LASTS)
    except Exception:  # noqa: BLE001 - whatever the broker says: the row is kept already
        logger.warning("the broker took no hint")


def forget_hint() -> None:
    """Its work begins: what happens from now on asks anew."""
    with suppress(Exception):  # without Redis there was none
        cache.delete(HINT)


def deliver_due() -> int:
    """Deliver what is due in this city; how many were taken.

    Each system takes one message in turn, and one that fails is left alone until the next round,
    so that none holds up the others.
    """
    until, taken, waiting = time.monotonic() + ROUND_LASTS, 0, deque(_with_work())
    while waiting and time.monotonic() < until:
        webhook = waiting.popleft()
        tried = _deliver_one(webhook)
        if tried is None:
            continue
        if tried.delivered_at is None:
            _see_to(tried)
            continue
        taken += 1
        waiting.append(webhook)
    return taken


def _with_work() -> list[UUID]:
    """Those for which something is due, whoever has waited longest first."""
    due = Delivery.objects.filter(**_due()).order_by("next_attempt_at")
    return list(dict.fromkeys(due.values_list("webhook_id", flat=True)))


def _due() -> dict[str, object]:
    return {
        "webhook__paused": "",
        "delivered_at": None,
        "given_up_at": None,
        "next_attempt_at__lte": timezone.now(),
    }


def _deliver_one(webhook: UUID) -> Delivery | None:
    """The next message, after it was tried; None where nothing is due.

    The row is locked while it is sent: a second worker passes it over, and where this one dies
    nothing was marked, so it is sent again under the same id.
    """
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        waiting = waiting.select_related("webhook__organisation")
        delivery = waiting.filter(webhook=webhook, **_due()).order_by("next_attempt_at").first()
        return None if delivery is None else _attempt(delivery)


def _attempt(delivery: Delivery) -> Delivery:
    started, answer, problem = time.monotonic(), None, ""
    try:
        answer = _send(delivery)
    except Unreachable as error:
        problem = error.reason
    _note(delivery, answer, problem, time.monotonic() - started)
    delivery.attempts += 1
    _mark(delivery, 0 if answer is None else answer.status)
    delivery.save(update_fields=["attempts", "next_attempt_at", "delivered_at", "given_up_at"])
    return delivery


def _mark(delivery: Delivery, status: int) -> None:
    """Taken, to be sent again after a while, or given up."""
    now = timezone.now()
    if 200 <= status < 300:
        delivery.delivered_at = now
        return
    delivery.next_attempt_at = now + wait_after(delivery.attempts)
    if status == GONE or now - delivery.queued_at >= GIVE_UP_AFTER:
        delivery.given_up_at = now


def _send(delivery: Delivery) -> Answer:
    webhook, body, now = delivery.webhook, body_of(delivery), int(time.time())
    sent = {
        "Content-Type": "application/json",
        "User-Agent": "Ostoja-Webhooks/1",
        **signing.headers(valid_secrets(webhook), str(delivery.pk), now, body),
    }
    networks = settings.WEBHOOK_PRIVATE_NETWORKS
    return post(webhook.address, body, headers=sent, networks=networks, most=KEPT_OF_ANSWER)


def valid_secrets(webhook: Webhook) -> list[str]:
    """The secret, and for a while the earlier one."""
    if webhook.earlier and webhook.earlier_until and webhook.earlier_until > timezone.now():
        return [webhook.secret, webhook.earlier]
    return [webhook.secret]


def _note(delivery: Delivery, answer: Answer | None, problem: str, seconds: float) -> None:
    text = "" if answer is None else answer.beginning.decode("utf-8", "replace")
    Attempt.objects.create(
        delivery=delivery,
        milliseconds=int(seconds * 1000),
        status=None if answer is None else answer.status,
        problem=problem,
        answer=text.replace("\x00", "\ufffd"),
    )


def _see_to(delivery: Delivery) -> None:
    """Where a message was given up, nothing more is sent there until somebody has looked."""
    if delivery.given_up_at is not None:
        is_gone = delivery.tries.filter(status=GONE, at__gte=delivery.queued_at).exists()
        _stop(delivery.webhook_id, Paused.GONE if is_gone else Paused.FAILING)


def _stop(pk: UUID, why: Paused) -> None:
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update(of=("self",)).filter(pk=pk, paused="").first()
        if webhook is None:
            return
        webhook.paused, webhook.paused_at = why, timezone.now()
        webhook.version += 1
        webhook.save(update_fields=["paused", "paused_at", "version"])
        record("webhook.stopped", by=None, on=webhook, why=why.value)
        notices.stopped(webhook)


def wait_after(attempts: int) -> timedelta:
    """Twice as long each time, a little more or less."""
    doubled: int = 2 ** min(attempts - 1, MOST_DOUBLINGS)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
