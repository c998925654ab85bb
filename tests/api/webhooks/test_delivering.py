"""Delivery to a real server: taken, refused, slow, cut off, gone; again, never two at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from redis.exceptions import ConnectionError as NoRedis

from api.webhooks import delivering
from api.webhooks.actions import renew_secret, resume_webhook, send_test
from api.webhooks.delivering import GIVE_UP_AFTER, deliver_due, wait_after
from api.webhooks.models import Attempt, Delivery, Webhook
from api.webhooks.signing import signature
from api.webhooks.tasks import deliver_webhooks
from ostoja.audit.models import AuditEvent
from ostoja.identity import fetching
from ostoja.notifications.models import Notification
from tenants.fence import NotEntered, entered
from tests.api.programs import program_of
from tests.api.webhooks.making import System, listening, make_webhook
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, make_cast


def wait_no_more() -> None:
    Delivery.objects.update(next_attempt_at=timezone.now())


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "ALTOGETHER", 0.5)


class TestTaken:
    def test_the_receiver_reads_the_object_with_its_own_token(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        referral = refer(cast, coordinated_case(cast, person_name="Zofia Wrzos"))
        assert deliver_due() == 1
        [message] = system.received
        said, about = message.said, message.said["data"]
        assert (said["type"], said["format"]) == ("referral.sent", 1)
        assert about.keys() == {"object", "id", "version", "url"}
        assert about["url"].startswith("http") and "gdansk.localhost" in about["url"]
        path = about["url"].partition("localhost")[2].partition("/")[2]
        read = program_of(cast.partner_worker).get(f"/{path}")
        assert read.json()["id"] == about["id"] == str(referral.pk)
        assert read.json()["version"] == about["version"]
        assert b"Wrzos" not in message.body and referral.case.number.encode() not in message.body

    def test_it_is_signed_and_says_who_sends_it(self, webhook: Webhook, system: System) -> None:
        made = send_test(webhook=webhook, by=None)
        deliver_due()
        [message] = system.received
        moment = int(message.headers["webhook-timestamp"])
        signed = signature(webhook.secret, str(made.pk), moment, message.body)
        assert message.headers["webhook-signature"] == signed
        assert message.id == made.pk
        assert message.headers["content-type"] == "application/json"
        assert message.said["type"] == "test" and message.said["data"] == {}

    def test_after_a_change_of_the_secret_both_sign_for_a_while(
        self, webhook: Webhook, system: System
    ) -> None:
        changed, secret = renew_secret(webhook=webhook, version=webhook.version, by=None)
        for until, valid in ((1, [secret, webhook.secret]), (-1, [secret])):
            Webhook.objects.update(earlier_until=timezone.now() + timedelta(hours=until))
            send_test(webhook=changed, by=None)
            deliver_due()
            message = system.received[-1]
            moment = int(message.headers["webhook-timestamp"])
            wanted = [signature(one, str(message.id), moment, message.body) for one in valid]
            assert message.headers["webhook-signature"].split(" ") == wanted

    def test_the_log_keeps_the_beginning_of_the_answer_encrypted(
        self, webhook: Webhook, system: System
    ) -> None:
        system.answers, system.words = [202], b"przyj\xc4\x99to \x00 \xff" + b"z" * 2_000
        send_test(webhook=webhook, by=None)
        deliver_due()
        attempt = Attempt.objects.get()
        assert attempt.status == 202 and attempt.answer.startswith("przyjęto \ufffd \ufffdz")
        assert len(attempt.answer) <= delivering.KEPT_OF_ANSWER
        with connection.cursor() as cursor:
            cursor.execute("select answer from webhooks_attempt")
            assert b"przyj" not in bytes(cursor.fetchone()[0])

    @pytest.mark.usefixtures("impatient")
    @pytest.mark.parametrize("way", ["flood", "hold_on"])
    def test_an_answer_is_not_read_to_its_end(
        self, webhook: Webhook, system: System, way: str
    ) -> None:
        system.answers = [way]
        send_test(webhook=webhook, by=None)
        assert deliver_due() == 1
        assert Attempt.objects.get().status == 200

    def test_several_go_out_in_one_round(self, webhook: Webhook, system: System) -> None:
        sent = [send_test(webhook=webhook, by=None).pk for _ in range(3)]
        assert deliver_due() == 3
        assert {one.id for one in system.received} == set(sent)
        assert deliver_due() == 0


FAULTS: dict[int | str, tuple[int | None, str]] = {
    500: (500, ""),
    404: (404, ""),
    302: (302, ""),
    308: (308, ""),
    "hang_up": (None, "connection"),
    "be_slow": (None, "slow"),
    "drip": (None, "slow"),
}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_not_taken_comes_again_under_the_same_id(
    webhook: Webhook, system: System, fault: int | str
) -> None:
    system.answers = [fault]
    made = send_test(webhook=webhook, by=None)
    assert deliver_due() == 0
    attempt, row = Attempt.objects.get(), Delivery.objects.get()
    assert (attempt.status, attempt.problem) == FAULTS[fault]
    assert row.attempts == 1 and row.delivered_at is None
    assert timedelta(seconds=20) < row.next_attempt_at - timezone.now() < timedelta(seconds=40)
    assert deliver_due() == 0 and len(system.received) == 1  # no redirect was followed
    wait_no_more()
    assert deliver_due() == 1
    assert [one.id for one in system.received] == [made.pk] * 2


def test_waits_grow_and_differ() -> None:
    waits = [wait_after(number).total_seconds() for number in range(1, 40)]
    assert 24 <= waits[0] <= 36 and 48 <= waits[1] <= 72
    assert max(waits) <= 6 * 3600 * 1.2 and min(waits[15:]) >= 6 * 3600 * 0.8
    assert len({wait_after(5) for _ in range(20)}) > 1


def test_a_system_that_fails_holds_up_nobody_else(
    cast: Cast, webhook: Webhook, system: System
) -> None:
    with listening() as other:
        good = make_webhook(cast.other_partner, address=other.address)
        system.answers = [500] * 9
        for _ in range(3):
            send_test(webhook=webhook, by=None)
        send_test(webhook=good, by=None)
        assert deliver_due() == 1
    assert len(other.received) == 1 and len(system.received) == 1


def test_who_is_slow_leaves_time_for_the_others(
    cast: Cast, webhook: Webhook, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "ROUND_LASTS", 1.0)
    with listening() as other:
        good = make_webhook(cast.other_partner, address=other.address)
        system.answers = ["dawdle"] * 9
        for _ in range(3):
            send_test(webhook=webhook, by=None)
        send_test(webhook=good, by=None)
        deliver_due()
    assert len(other.received) == 1


class TestRounds:
    """One process may serve a whole city: what leaves for partners must not hold up alarms."""

    def test_one_ends_before_the_clock_begins_the_next(self) -> None:
        every = settings.CITY_ROUNDS["api.webhooks.tasks.deliver_webhooks"]
        assert every > delivering.ROUND_LASTS + fetching.ALTOGETHER

    def test_a_second_one_does_nothing_meanwhile(
        self, webhook: Webhook, system: System, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        send_test(webhook=webhook, by=None)
        monkeypatch.setattr("tenants.fence.tasks.alone", lambda _what: nullcontext(False))
        assert deliver_webhooks.run() == 0 and not system.received

    def test_however_much_happens_one_hint_waits(
        self, webhook: Webhook, system: System, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(deliver_webhooks, "apply_async", lambda **given: asked.append(given))
        deliver_webhooks.run()
        for _ in range(3):
            delivering.ask_for_delivery()
        assert len(asked) == 1
        deliver_webhooks.run()
        delivering.ask_for_delivery()
        assert len(asked) == 2


class TestStopping:
    def test_after_days_it_is_stopped_and_its_maker_told_once(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        Webhook.objects.update(created_by=cast.partner_worker)
        system.answers = [500] * 9
        made = send_test(webhook=webhook, by=None)
        waiting = send_test(webhook=webhook, by=None)
        long_ago = timezone.now() - GIVE_UP_AFTER
        Delivery.objects.filter(pk=made.pk).update(
            queued_at=long_ago, next_attempt_at=timezone.now() - timedelta(minutes=1)
        )
        assert deliver_due() == 0
        webhook.refresh_from_db()
        assert webhook.paused == "failing" and webhook.version == 2
        assert Delivery.objects.get(pk=made.pk).given_up_at is not None
        news = Notification.objects.filter(kind="webhook-stopped")
        assert [(one.person_id, one.about) for one in news] == [
            (cast.partner_worker.pk, webhook.pk)
        ]
        assert AuditEvent.objects.filter(verb="webhook.stopped").count() == 1
        wait_no_more()
        assert deliver_due() == 0 and len(system.received) == 1
        system.answers = []
        resume_webhook(webhook=webhook, by=cast.partner_worker)
        assert deliver_due() == 2
        assert {one.id for one in system.received[-2:]} == {made.pk, waiting.pk}
        assert not news.filter(read_at=None).exists()

    def test_an_address_that_is_gone_stops_it_at_once(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        system.answers = [410]
        send_test(webhook=webhook, by=None)
        deliver_due()
        webhook.refresh_from_db()
        assert webhook.paused == "gone"
        told = Notification.objects.filter(kind="webhook-stopped").values_list("person", flat=True)
        assert set(told) == {cast.partner_worker.pk}  # nobody of its makers is left


class TestNothingIsLost:
    def test_a_worker_that_dies_between_sending_and_marking_sends_it_again(
        self, webhook: Webhook, system: System, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = send_test(webhook=webhook, by=None)

        def killed(*_given: Any) -> None:
            raise SystemExit

        with monkeypatch.context() as dying:
            dying.setattr(delivering, "_mark", killed)
            with pytest.raises(SystemExit):
                deliver_due()
        assert Attempt.objects.count() == 0 and Delivery.objects.get().attempts == 0
        assert deliver_due() == 1
        assert [one.id for one in system.received] == [made.pk] * 2

    def test_without_redis_the_clock_delivers(
        self, webhook: Webhook, system: System, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_given: Any, **_more: Any) -> None:
            raise NoRedis

        monkeypatch.setattr(deliver_webhooks, "apply_async", away)
        delivering.ask_for_delivery()
        send_test(webhook=webhook, by=None)
        assert deliver_webhooks.run() == 1

    def test_the_task_runs_in_a_city_alone(self) -> None:
        with pytest.raises(NotEntered):
            deliver_webhooks()

    def test_two_workers_never_send_the_same_at_once(self, committed_database: str) -> None:
        with listening() as system, entered("gdansk"):
            webhook = make_webhook(make_cast().partner, address=system.address)
            sent = [send_test(webhook=webhook, by=None).pk for _ in range(4)]
            together = Barrier(4)

            def work(_number: int) -> int:
                try:
                    with entered("gdansk"):
                        together.wait(timeout=10)
                        return deliver_due()
                finally:
                    connection.close()

            with ThreadPoolExecutor(4) as pool:
                assert sum(pool.map(work, range(4))) == 4
            assert sorted(one.id for one in system.received) == sorted(sent)
            assert Attempt.objects.count() == 4
