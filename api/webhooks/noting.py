"""An event becomes rows in its own transaction: whatever happens later, it is not lost."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.utils import timezone

from api.webhooks.delivering import ask_for_delivery
from api.webhooks.events import EVENTS, GONE, GONE_OF, TEST, VERBS, happened
from api.webhooks.models import Delivery, Webhook
from ostoja.audit import listening
from ostoja.audit.models import AuditEvent
from tenants.fence import after_commit


def note(rows: Sequence[AuditEvent]) -> None:
    """Write down whom to tell; those that are paused are told once they go on."""
    webhooks = list(Webhook.objects.order_by().values_list("pk", "organisation__group", "kinds"))
    if webhooks:
        _keep([one for row in rows for one in _deliveries(row, webhooks)])


def note_test(webhook: Webhook) -> Delivery:
    """A message that is about nothing."""
    [made] = _keep([_delivery(webhook.pk, uuid4(), TEST, None)])
    return made


def _deliveries(row: AuditEvent, webhooks: Sequence[tuple[UUID, int, list[str]]]) -> list[Delivery]:
    concerned, about = set(happened(row)), UUID(row.object_id)
    return [
        _delivery(pk, row.pk, told, about)
        for pk, group, kinds in webhooks
        for kind in kinds
        if (kind, group) in concerned and (told := _told(pk, group, kind, about))
    ]


def _told(webhook: UUID, group: int, kind: str, about: UUID) -> str:
    """The kind, where the body sees the thing. Where it does not, and was told of it before: once
    that it is gone, and never what happened to it, since the log is read by the same people; else
    nothing.
    """
    thing = EVENTS[kind].thing
    if thing.version_for(about, group) is not None:
        return kind
    last = Delivery.objects.filter(webhook=webhook, object_id=about).first()
    return "" if last is None or last.kind in GONE_OF else f"{thing.name}.{GONE}"


def _delivery(webhook: UUID, event: UUID, kind: str, about: UUID | None) -> Delivery:
    now = timezone.now()
    return Delivery(webhook_id=webhook, event=event, kind=kind, object_id=about, happened_at=now)


def _keep(deliveries: list[Delivery]) -> list[Delivery]:
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        after_commit(ask_for_delivery)
    return deliveries


def register_all() -> None:
    """Called when the app starts."""
    listening.register(VERBS, note)
