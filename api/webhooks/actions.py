"""Writes: webhooks are added, changed, paused and tried, and messages are sent once more."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from api.webhooks import notices, noting
from api.webhooks.choices import Paused
from api.webhooks.delivering import ask_for_delivery
from api.webhooks.models import Delivery, Webhook
from api.webhooks.refusal import NotAllowed
from api.webhooks.signing import new_secret
from casework.partners.models import Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.fence import after_commit, current_schema

MOST_OF_A_BODY = 10
MOST_OF_A_CITY = 200
EARLIER_LASTS = timedelta(days=3)
STOPPED_WITHIN = timedelta(minutes=5)
"""So soon after a message is given up its webhook is stopped."""


@action
def add_webhook(
    *,
    submission: UUID,
    organisation: Organisation,
    name: str,
    address: str,
    kinds: Sequence[str],
    by: User | None,
) -> tuple[Webhook, str]:
    """The webhook, and its secret, which nobody can see again: it is empty when this came before.

    Raises ``NotAllowed`` where the body, or the city, has as many as it may.
    """
    _one_at_a_time()
    first = Webhook.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first, ""
    _refuse_too_many(organisation)
    secret = new_secret()
    webhook = Webhook.objects.create(
        submission=submission,
        organisation=organisation,
        name=name,
        address=address,
        kinds=sorted(set(kinds)),
        secret=secret,
        created_by=by,
    )
    record("webhook.added", by=by, on=webhook, organisation=str(organisation.pk))
    return webhook, secret


@action
def change_webhook(
    *,
    webhook: Webhook,
    version: int,
    name: str,
    address: str,
    kinds: Sequence[str],
    by: User | None,
) -> Webhook:
    """Another name, address or choice of events; what waits goes to the new address."""
    row = lock(Webhook, webhook.pk, version)
    is_moved = row.address != address
    row.name, row.address, row.kinds = name, address, sorted(set(kinds))
    row.save(update_fields=["name", "address", "kinds", "version"])
    record("webhook.changed", by=by, on=row, moved=is_moved)
    return row


@action
def renew_secret(*, webhook: Webhook, version: int, by: User | None) -> tuple[Webhook, str]:
    """A new secret, shown this once; the one before it signs as well for a while."""
    row = lock(Webhook, webhook.pk, version)
    secret = new_secret()
    row.earlier, row.earlier_until = row.secret, timezone.now() + EARLIER_LASTS
    row.secret = secret
    row.save(update_fields=["secret", "earlier", "earlier_until", "version"])
    record("webhook.secret_renewed", by=by, on=row)
    return row, secret


@action
def pause_webhook(*, webhook: Webhook, by: User | None) -> Webhook:
    """Nothing is sent until somebody lets it go on; what happens meanwhile is kept."""
    row = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    if row.paused:
        record("submission.repeated", by=by, on=row)
        return row
    row.paused, row.paused_at, row.version = Paused.BY_HAND, timezone.now(), row.version + 1
    row.save(update_fields=["paused", "paused_at", "version"])
    record("webhook.paused", by=by, on=row)
    return row


@action
def resume_webhook(*, webhook: Webhook, by: User | None) -> Webhook:
    """What waited is sent now, and is tried for as long as something new; so is what was given up
    when it was stopped.
    """
    row = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    if not row.paused:
        record("submission.repeated", by=by, on=row)
        return row
    waits = Q(given_up_at=None)
    if row.paused in (Paused.FAILING, Paused.GONE) and row.paused_at is not None:
        waits |= Q(given_up_at__gte=row.paused_at - STOPPED_WITHIN)
    row.paused, row.paused_at, row.version = "", None, row.version + 1
    row.save(update_fields=["paused", "paused_at", "version"])
    _begin_anew(row.deliveries.filter(waits, delivered_at=None))
    record("webhook.resumed", by=by, on=row)
    notices.goes_on(row)
    return row


@action
def remove_webhook(*, webhook: Webhook, version: int, by: User | None) -> None:
    """The address is told nothing any more; its log goes with it."""
    row = lock(Webhook, webhook.pk, version)
    record("webhook.removed", by=by, on=row, organisation=str(row.organisation_id))
    notices.goes_on(row)
    row.delete()


@action
def send_test(*, webhook: Webhook, by: User | None) -> Delivery:
    """Send a message that is about nothing, to see whether the address takes it."""
    if Webhook.objects.get(pk=webhook.pk).paused:
        raise NotAllowed(_("It is paused: let it go on first."))
    made = noting.note_test(webhook)
    record("webhook.tested", by=by, on=webhook)
    return made


@action
def send_again(*, delivery: Delivery, by: User | None) -> Delivery:
    """Send one message once more, under the same id; one that waits is sent now."""
    own = Delivery.objects.filter(pk=delivery.pk)
    _begin_anew(own)
    record("webhook.sent_again", by=by, on=delivery.webhook, messages=1)
    return own.get()


@action
def send_again_since(*, webhook: Webhook, since: datetime, by: User | None) -> int:
    """Send everything that happened since then once more; how many messages."""
    number = _begin_anew(webhook.deliveries.filter(happened_at__gte=since))
    record("webhook.sent_again", by=by, on=webhook, messages=number, since=since.isoformat())
    return number


def _begin_anew(deliveries: QuerySet[Delivery]) -> int:
    """What is being sent in this moment is left to the worker that sends it."""
    now = timezone.now()
    free = list(deliveries.select_for_update(skip_locked=True).order_by().values_list("pk"))
    facts: dict[str, Any] = {"delivered_at": None, "given_up_at": None, "attempts": 0}
    chosen = Delivery.objects.filter(pk__in=[pk for (pk,) in free])
    number = chosen.update(queued_at=now, next_attempt_at=now, **facts)
    after_commit(ask_for_delivery)
    return number


def _one_at_a_time() -> None:
    """Of two who add at once the second waits, so that no limit is passed."""
    with connection.cursor() as cursor:
        words = f"webhooks of {current_schema()}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [words])


def _refuse_too_many(organisation: Organisation) -> None:
    if organisation.webhooks.count() >= MOST_OF_A_BODY:
        words = _("This body has %(number)d webhooks already. Remove one that nobody needs.")
        raise NotAllowed(words % {"number": MOST_OF_A_BODY})
    if Webhook.objects.count() >= MOST_OF_A_CITY:
        words = _("The city has %(number)d webhooks already. Ask its administrator.")
        raise NotAllowed(words % {"number": MOST_OF_A_CITY})
