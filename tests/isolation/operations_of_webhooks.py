"""Operations of the API on webhooks."""

from tests.isolation.hooks import hook, of_hook, told
from tests.isolation.operation import CONFLICT, GONE, OK, Operation, adds, of_partner, reads

WEBHOOKS = {
    "webhooks_list": reads("partner_worker"),
    "webhooks_create": adds(
        "partner_worker",
        lambda world: {
            **of_partner(world),
            "name": world.canary,
            "address": "https://system.partner.example/",
            "kinds": ["referral.sent"],
        },
        shows=True,
    ),
    "webhooks_one_retrieve": reads("partner_worker", hook),
    "webhooks_one_partial_update": Operation("partner_worker", hook, True, of=of_hook),
    "webhooks_one_destroy": Operation(
        "partner_worker", hook, of=of_hook, expects=frozenset({GONE})
    ),
    "webhooks_secret_secret": Operation("partner_worker", hook, True, of=of_hook),
    "webhooks_pause_pause": Operation("partner_worker", hook, True),
    "webhooks_resume_resume": Operation("partner_worker", hook, True),
    "webhooks_test_test": Operation("partner_worker", hook, expects=frozenset({OK, CONFLICT})),
    "webhooks_replay_replay": Operation(
        "partner_worker", hook, body=lambda world: {"since": "2026-11-22T10:00:00+01:00"}
    ),
    "webhook_messages_list": reads("partner_worker", hook, shows=False),
    "webhook_messages_one_retrieve": reads("partner_worker", told),
    "webhook_messages_replay_replay": Operation("partner_worker", told),
}
