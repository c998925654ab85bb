"""Routes of webhooks."""

from tests.isolation.hooks import hook, told
from tests.isolation.route import Route, changes

WEBHOOKS = {
    "webhooks": Route("partner_worker", shows=True),
    "webhook_new": Route("coordinator", shows=True),
    "webhook": Route("partner_worker", hook, shows=True),
    "webhook_edit": Route("partner_worker", hook, shows=True),
    "webhook_secret": Route("partner_worker", hook),
    "webhook_remove": Route("partner_worker", hook, shows=True),
    "webhook_pause": changes("partner_worker", hook),
    "webhook_resume": changes("partner_worker", hook),
    "webhook_test": changes("partner_worker", hook),
    "webhook_again_since": Route("partner_worker", hook),
    "webhook_delivery": Route("partner_worker", told, shows=True),
    "webhook_again": changes("partner_worker", told),
}
