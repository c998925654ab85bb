"""What people do with webhooks: limits, versions, pauses, sending once more; and what goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone, translation

from api.webhooks import actions, selectors
from api.webhooks.actions import add_webhook, send_again, send_again_since, send_test
from api.webhooks.delivering import deliver_due
from api.webhooks.models import Delivery, Webhook
from api.webhooks.refusal import NotAllowed
from api.webhooks.retention import DELIVERIES
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.privacy.requests.forgetting import forget
from tests.api.webhooks.making import System, make_webhook
from tests.cast import Cast


def last_verb() -> str:
    return AuditEvent.objects.latest("at").verb


def test_the_secret_is_given_once(cast: Cast) -> None:
    facts = {
        "submission": uuid4(),
        "organisation": cast.partner,
        "name": "System",
        "address": "https://system.example/",
        "kinds": ["task.given", "referral.sent", "task.given"],
        "by": cast.partner_worker,
    }
    made, secret = add_webhook(**facts)  # type: ignore[arg-type]
    assert secret == made.secret and made.kinds == ["referral.sent", "task.given"]
    assert last_verb() == "webhook.added"
    assert add_webhook(**facts) == (made, "")  # type: ignore[arg-type]
    assert Webhook.objects.count() == 1


def test_a_body_and_a_city_have_so_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_OF_A_BODY", 2)
    monkeypatch.setattr(actions, "MOST_OF_A_CITY", 3)
    for body in (cast.partner, cast.partner, cast.other_partner):
        make_webhook(body)
    for body, words in ((cast.partner, "body has 2"), (cast.other_partner, "city has 3")):
        with translation.override("en"), pytest.raises(NotAllowed, match=words):
            make_webhook(body)


def test_changes_take_a_version(cast: Cast) -> None:
    row = make_webhook(cast.partner)
    facts = {"name": "Inny", "address": "https://other.example/", "kinds": ["task.given"]}
    changed = actions.change_webhook(webhook=row, version=1, by=cast.partner_worker, **facts)  # type: ignore[arg-type]
    assert (changed.name, changed.kinds, changed.version) == ("Inny", ["task.given"], 2)
    for act in (actions.renew_secret, actions.remove_webhook):
        with pytest.raises(StaleObject):
            act(webhook=row, version=1, by=None)
    actions.remove_webhook(webhook=changed, version=2, by=None)
    assert last_verb() == "webhook.removed" and not Webhook.objects.exists()


def test_pausing_and_going_on_twice_changes_nothing(cast: Cast) -> None:
    row = make_webhook(cast.partner)
    for act, verb in (
        (actions.pause_webhook, "webhook.paused"),
        (actions.pause_webhook, "submission.repeated"),
        (actions.resume_webhook, "webhook.resumed"),
        (actions.resume_webhook, "submission.repeated"),
    ):
        act(webhook=row, by=cast.partner_worker)
        assert last_verb() == verb
    assert Webhook.objects.get().version == 3


def test_what_is_paused_is_not_tried(cast: Cast) -> None:
    row = make_webhook(cast.partner)
    actions.pause_webhook(webhook=row, by=None)
    with pytest.raises(NotAllowed):
        send_test(webhook=row, by=None)


def test_one_message_or_all_since_a_moment_are_sent_once_more(
    webhook: Webhook, system: System
) -> None:
    old, new = (send_test(webhook=webhook, by=None) for _ in range(2))
    now = timezone.now()
    Delivery.objects.filter(pk=old.pk).update(happened_at=now - timedelta(days=2))
    Delivery.objects.filter(pk=new.pk).update(happened_at=now)
    assert deliver_due() == 2
    send_again(delivery=old, by=None)
    assert deliver_due() == 1 and system.received[-1].id == old.pk
    assert send_again_since(webhook=webhook, since=now - timedelta(days=1), by=None) == 1
    assert deliver_due() == 1 and system.received[-1].id == new.pk
    assert send_again_since(webhook=webhook, since=now - timedelta(days=3), by=None) == 2
    assert AuditEvent.objects.latest("at").details["messages"] == 2


def test_the_log_goes_after_its_time_and_with_what_it_is_about(
    webhook: Webhook, system: System
) -> None:
    rows = [send_test(webhook=webhook, by=None) for _ in range(3)]
    deliver_due()
    now = timezone.now()
    Delivery.objects.filter(pk=rows[0].pk).update(queued_at=now - timedelta(days=31))
    due = DELIVERIES.due(now - timedelta(days=DELIVERIES.days))
    assert [one.pk for one in due] == [rows[0].pk]
    DELIVERIES.delete(list(due))
    about = uuid4()
    Delivery.objects.filter(pk=rows[1].pk).update(object_id=about)
    forget({about})
    assert [one.pk for one in Delivery.objects.all()] == [rows[2].pk]


class TestDoor:
    def test_each_looks_after_their_own(self, cast: Cast) -> None:
        ours, theirs = make_webhook(cast.partner), make_webhook(cast.other_partner)
        seen = {
            who: set(selectors.webhooks_visible_to(getattr(cast, who)))
            for who in ("partner_worker", "stranger", "coordinator", "administrator", "consultant")
        }
        assert seen == {
            "partner_worker": {ours},
            "stranger": {theirs},
            "coordinator": {ours, theirs},
            "administrator": {ours, theirs},
            "consultant": set(),
        }

    def test_what_is_anothers_is_not_there(self, cast: Cast) -> None:
        ours, theirs = make_webhook(cast.partner), make_webhook(cast.other_partner)
        message = send_test(webhook=theirs, by=None)
        with pytest.raises(Http404):
            selectors.webhook_for(cast.partner_worker, theirs.pk)
        for webhook in (ours, theirs):
            with pytest.raises(Http404):
                selectors.delivery_for(cast.partner_worker, webhook.pk, message.pk)
