"""A city that comes back from its bundle tells no system anything until somebody has looked."""

from api.webhooks.actions import pause_webhook, resume_webhook, send_test
from api.webhooks.delivering import deliver_due
from api.webhooks.models import Delivery, Webhook
from tenants.bundles.afterwards import Since, settle, touched
from tests.api.webhooks.making import System, make_webhook
from tests.cast import Cast


def test_webhooks_are_paused_and_what_waited_is_given_up(
    cast: Cast, webhook: Webhook, system: System
) -> None:
    send_test(webhook=webhook, by=None)
    by_hand = pause_webhook(webhook=make_webhook(cast.other_partner), by=None)
    settle(Since())
    webhook.refresh_from_db()
    by_hand.refresh_from_db()
    assert (webhook.paused, by_hand.paused) == ("restored", "by_hand")
    resume_webhook(webhook=webhook, by=None)
    assert deliver_due() == 0 and system.received == []
    assert Delivery.objects.get().given_up_at is not None
    assert {"webhooks_webhook", "webhooks_delivery", "audit_auditevent"} <= touched()
