"""Pages of webhooks, as a partner's worker, a coordinator and a stranger meet them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from api.webhooks.actions import pause_webhook, send_test
from api.webhooks.delivering import deliver_due
from api.webhooks.models import Delivery, Webhook
from tests.api.webhooks.making import System, make_webhook
from tests.cast import Cast, browser_of

HOME = "/en/staff/webhooks/"
TYPED = {"name": "System fundacji", "address": "https://system.example/x", "kinds": ["task.given"]}


@pytest.fixture
def worker(cast: Cast) -> Client:
    return browser_of(cast.partner_worker)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def at(webhook: Webhook, step: str = "") -> str:
    return f"{HOME}{webhook.pk}/{step}"


class TestAdding:
    def test_the_secret_is_shown_this_once(self, cast: Cast, worker: Client) -> None:
        assert "No system is told" in text(worker.get(HOME))
        form = worker.get(f"{HOME}new/")
        assert form.status_code == 200 and "Żuraw" not in text(form)
        sent = {**TYPED, "organisation": cast.partner.pk, "submission": uuid4()}
        made = worker.post(f"{HOME}new/", sent)
        row = Webhook.objects.get()
        assert row.secret in text(made) and "no-store" in made["Cache-Control"]
        assert (row.organisation, row.created_by) == (cast.partner, cast.partner_worker)
        again = text(worker.post(f"{HOME}new/", sent))
        assert "was added already" in again and row.secret not in again
        for page in (HOME, at(row), at(row, "edit/"), at(row, "secret/")):
            shown = worker.get(page)
            assert shown.status_code == 200 and row.secret not in text(shown)

    @pytest.mark.parametrize(
        "address", ["system.example", "ftp://system.example/", "https://a:b@system.example/", ""]
    )
    def test_an_address_that_will_not_do_keeps_what_was_typed(
        self, cast: Cast, worker: Client, address: str
    ) -> None:
        sent = {**TYPED, "organisation": cast.partner.pk, "address": address}
        answer = worker.post(f"{HOME}new/", sent)
        assert answer.status_code == 422 and "System fundacji" in text(answer)
        assert 'id="id_address-error"' in text(answer) or "error" in text(answer)
        assert not Webhook.objects.exists()

    def test_for_another_body_only_who_keeps_partners_adds_one(
        self, cast: Cast, worker: Client
    ) -> None:
        sent = {**TYPED, "organisation": cast.other_partner.pk}
        assert worker.post(f"{HOME}new/", sent).status_code == 422
        assert browser_of(cast.coordinator).post(f"{HOME}new/", sent).status_code == 200
        assert Webhook.objects.get().organisation == cast.other_partner

    def test_one_too_many_is_told_in_words(
        self, cast: Cast, worker: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.webhooks.actions.MOST_OF_A_BODY", 0)
        answer = worker.post(f"{HOME}new/", {**TYPED, "organisation": cast.partner.pk})
        assert answer.status_code == 422 and "has 0 webhooks already" in text(answer)


class TestChanging:
    def test_somebody_was_quicker(self, cast: Cast, worker: Client) -> None:
        row = make_webhook(cast.partner)
        Webhook.objects.update(version=2)
        for step in ("edit/", "secret/", "remove/"):
            answer = worker.post(at(row, step), {**TYPED, "version": 1})
            assert answer.status_code == 422 and "in the meantime" in text(answer)
        assert worker.post(at(row, "edit/"), {**TYPED, "version": 2}).status_code == 302
        assert Webhook.objects.get().name == "System fundacji"

    def test_a_new_secret_is_asked_for_first(self, cast: Cast, worker: Client) -> None:
        row = make_webhook(cast.partner)
        made = worker.post(at(row, "secret/"), {"version": 1})
        changed = Webhook.objects.get()
        assert changed.secret in text(made) and changed.earlier == row.secret
        assert "signs as well until" in text(made)

    def test_pausing_going_on_and_removing(self, cast: Cast, worker: Client) -> None:
        row = make_webhook(cast.partner)
        page = worker.post(at(row, "pause/"), follow=True)
        assert "It is paused." in text(page) and "Somebody paused it." in text(page)
        tried = worker.post(at(row, "test/"), follow=True)
        assert "let it go on first" in text(tried)
        assert "It goes on." in text(worker.post(at(row, "resume/"), follow=True))
        gone = worker.post(at(row, "remove/"), {"version": 3}, follow=True)
        assert "was removed" in text(gone) and not Webhook.objects.exists()


class TestLog:
    def test_a_test_message_and_how_it_was_answered(
        self, cast: Cast, worker: Client, webhook: Webhook, system: System
    ) -> None:
        system.answers, system.words = [500], b"<b>zepsute</b>"
        page = worker.post(at(webhook, "test/"), follow=True)
        assert "It was not sent yet." in text(page)
        deliver_due()
        message = Delivery.objects.get()
        own = at(webhook, f"messages/{message.pk}/")
        shown = text(worker.get(own))
        assert "answered 500" in shown and "&lt;b&gt;zepsute" in shown and "sent again" in shown
        assert "waits after a failure" in text(worker.get(at(webhook)))
        worker.post(f"{own}again/")
        assert deliver_due() == 1
        assert "taken" in text(worker.get(at(webhook)))

    def test_everything_since_a_moment(self, cast: Cast, worker: Client, webhook: Webhook) -> None:
        send_test(webhook=webhook, by=None)
        sent = {"since_on_day": "1", "since_on_month": "1", "since_on_year": "2026"}
        answer = worker.post(at(webhook, "again/"), {**sent, "since_hour": "8"}, follow=True)
        assert "1 message is sent once more." in text(answer)
        for wrong in ({}, {**sent, "since_on_year": "2100", "since_hour": "8:00"}):
            assert worker.post(at(webhook, "again/"), wrong).status_code == 422

    def test_a_long_log_has_pages_and_costs_the_same(
        self, cast: Cast, worker: Client, django_assert_max_num_queries: Any
    ) -> None:
        row = make_webhook(cast.partner)
        for _ in range(55):
            send_test(webhook=row, by=None)
        worker.get(at(row))
        with django_assert_max_num_queries(14):
            assert "page=2" in text(worker.get(at(row)))
        assert text(worker.get(at(row) + "?page=2")).count("ostoja-table__row") == 5

    def test_the_list_costs_the_same_for_many(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for body in (cast.partner, cast.other_partner, cast.centre):
            pause_webhook(webhook=make_webhook(body), by=None)
        coordinator = browser_of(cast.coordinator)
        coordinator.get(HOME)
        with django_assert_max_num_queries(12):
            assert text(coordinator.get(HOME)).count("ostoja-card__head") == 3


def test_for_others_nothing_is_there(cast: Cast) -> None:
    row = make_webhook(cast.partner)
    message = send_test(webhook=row, by=None)
    for who in ("consultant", "member", "officer", "stranger"):
        browser = browser_of(getattr(cast, who))
        for step in ("", "edit/", "secret/", "remove/", "again/", f"messages/{message.pk}/"):
            assert browser.get(at(row, step)).status_code == 404, (who, step)
        for step in ("pause/", "resume/", "test/", f"messages/{message.pk}/again/"):
            assert browser.post(at(row, step)).status_code == 404, (who, step)
