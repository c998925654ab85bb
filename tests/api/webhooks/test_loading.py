"""The webhook of the demonstration is invented, paused, and loaded once."""

from api.webhooks.events import EVENTS
from api.webhooks.loading import load_webhooks
from api.webhooks.models import Webhook
from tenants.parts import read_seed
from tests.cast import Cast, make_organisation


def test_it_is_loaded_once_and_nothing_leaves(cast: Cast) -> None:
    rows = read_seed("gdansk")["webhooks"]
    for row in rows:
        make_organisation(row["organisation"], row["organisation"])
        assert row["sample"] and ".example/" in row["address"] and set(row["kinds"]) <= set(EVENTS)
    for _turn in range(2):
        load_webhooks(rows)
        Webhook.objects.update(name="Inna nazwa")
    assert Webhook.objects.count() == len(rows)
    assert set(Webhook.objects.values_list("name", "paused")) == {("Inna nazwa", "by_hand")}
