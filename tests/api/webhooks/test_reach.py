"""What leaves and where to: no more than the body may see then, to no place behind the walls."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from api.webhooks.actions import send_test
from api.webhooks.delivering import deliver_due
from api.webhooks.models import Attempt, Delivery, Webhook
from casework.cases.models import Case
from casework.referrals.actions import expire
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.settings.environment import networks
from tests.api.webhooks.making import System, make_webhook
from tests.casework.cases.situations import url
from tests.casework.referrals.situations import coordinated_case, in_state, refer, take
from tests.cast import Cast, browser_of


class TestAccess:
    """What a body may see is asked when the message leaves, not when it was written."""

    def test_of_what_ended_only_its_id_leaves(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        referral = refer(cast, coordinated_case(cast))
        Case.objects.filter(pk=referral.case_id).update(named=[cast.coordinator.pk])
        deliver_due()
        said = system.received[0].said
        assert said["type"] == "gone"
        assert said["data"] == {"object": "referral", "id": str(referral.pk)}

    def test_who_is_named_keeps_the_body_in(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        referral = refer(cast, coordinated_case(cast))
        Case.objects.filter(pk=referral.case_id).update(named=[cast.partner_worker.pk])
        deliver_due()
        assert system.received[0].said["type"] == "referral.sent"

    def test_so_it_is_when_the_bodys_people_left(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        refer(cast, coordinated_case(cast))
        type(cast.partner_worker).objects.filter(pk=cast.partner_worker.pk).update(is_active=False)
        deliver_due()
        assert system.received[0].said["type"] == "gone"

    def test_so_it_is_of_what_was_deleted(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        refer(cast, coordinated_case(cast))
        Delivery.objects.update(object_id=uuid4())
        deliver_due()
        assert system.received[0].said["type"] == "gone"

    def test_so_it_is_of_what_happened_afterwards(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        referral = refer(cast, coordinated_case(cast))
        Case.objects.filter(pk=referral.case_id).update(named=[cast.coordinator.pk])
        take(referral, State.CONSIDERED, cast)
        assert Delivery.objects.filter(kind="referral.gone").count() == 1
        assert deliver_due() == 2
        for one in system.received:
            assert one.said["type"] == "gone"
            assert one.said["data"] == {"object": "referral", "id": str(referral.pk)}
        page = browser_of(cast.partner_worker).get(url("webhook", webhook.pk)).content.decode()
        assert "referral.considered" not in page.partition("<table")[2]

    def test_what_expired_or_was_withdrawn_is_still_named(
        self, cast: Cast, webhook: Webhook, system: System
    ) -> None:
        in_state(cast, Kind.REFERRAL, State.WITHDRAWN)
        referral = refer(cast, coordinated_case(cast))
        Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now())
        expire(referral=referral, version=referral.version)
        deliver_due()
        kinds = {one.said["type"] for one in system.received}
        assert {"referral.withdrawn", "referral.expired", "referral.sent"} <= kinds


class TestWhere:
    """The server is no way into what lies behind it."""

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "10.0.0.7", "169.254.169.254", "[::1]", "[fd00::1]"]
    )
    def test_private_addresses_are_not_asked(
        self, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch, host: str
    ) -> None:
        settings.IS_LOCAL = False

        def never(*_given: Any, **_more: Any) -> Any:
            raise AssertionError("asked")

        monkeypatch.setattr("socket.create_connection", never)
        send_test(webhook=make_webhook(cast.partner, address=f"https://{host}/"), by=None)
        assert deliver_due() == 0
        assert Attempt.objects.get().problem == "private"

    def test_networks_of_identity_providers_are_none_of_webhooks(
        self, cast: Cast, settings: Any
    ) -> None:
        settings.IS_LOCAL = False
        settings.IDENTITY_PRIVATE_NETWORKS = networks("127.0.0.0/8")
        send_test(webhook=make_webhook(cast.partner, address="https://127.0.0.1:9/"), by=None)
        deliver_due()
        assert Attempt.objects.get().problem == "private"
        settings.WEBHOOK_PRIVATE_NETWORKS = settings.IDENTITY_PRIVATE_NETWORKS
        Delivery.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        assert Attempt.objects.latest("at").problem == "connection"

    def test_without_encryption_only_on_this_machine(
        self, webhook: Webhook, system: System, settings: Any
    ) -> None:
        settings.IS_LOCAL = False
        send_test(webhook=webhook, by=None)
        deliver_due()
        assert Attempt.objects.get().problem == "address" and system.received == []
