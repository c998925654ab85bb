"""How a body joins: it applies without an account, is looked at, signs; nothing is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from casework.partners import accession
from casework.partners.actions import Decided, accept_application, close_application
from casework.partners.choices import AgreementState, ApplicationState
from casework.partners.models import Application, Need, Organisation
from casework.partners.selectors import taking_part
from ostoja.audit.models import AuditEvent
from ostoja.privacy.retention.classes import class_named
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of

PATH = "/pl/partners/join/"


def answers(**more: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "name": "Fundacja Przykładowa Przystań",
        "kind": "ngo",
        "offer": "Rozmowy dla rodzin.",
        "needs": [str(Need.objects.get(key="debt").pk)],
        "contact_name": "Anna Zmyślona",
        "email": "anna@przystan.example",
        "phone": "58 511 01 21",
        **more,
    }


def resident() -> Client:
    return Client(HTTP_HOST="gdansk.localhost")


def applied(**more: Any) -> Application:
    sent = answers(**more)
    assert resident().post(PATH, sent).status_code == 200
    return Application.objects.get(pk=sent["submission"])


@pytest.fixture(autouse=True)
def forget(cast: Cast) -> None:
    accession.APPLICATIONS.forget()


class TestApplying:
    @pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
    def test_the_page_speaks_four_languages_and_needs_no_account(self, language: str) -> None:
        page = resident().get(f"/{language}/partners/join/")
        assert page.status_code == 200 and 'name="submission"' in text(page)

    def test_sent_twice_it_is_one_and_reloading_harms_nothing(self) -> None:
        sent = answers()
        for _ in range(2):
            answer = resident().post(PATH, sent)
            assert "anna@przystan.example" in text(answer) and not answer.cookies
        kept = Application.objects.get()
        assert kept.state == ApplicationState.RECEIVED and not kept.looks_automatic
        assert [one.key for one in kept.needs.all()] == ["debt"]

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ({"name": ""}, "Jak nazywa się Wasza organizacja?"),
            ({"phone": "abc"}, "To nie jest numer telefonu."),
            ({"nip": "123"}, "govuk-error-message"),
            ({"needs": []}, "govuk-error-message"),
            ({"offer": "x\x00"}, "nie da się zapisać"),
            ({"email": "x"}, "govuk-error-message"),
        ],
        ids=repr,
    )
    def test_what_cannot_be_is_told_and_kept(self, more: dict[str, Any], message: str) -> None:
        answer = resident().post(PATH, answers(**more))
        assert answer.status_code == 422 and message in text(answer)
        assert "anna@" in text(answer) or "email" in more
        assert not Application.objects.exists()

    def test_what_a_machine_sends_is_kept_and_comes_last(self) -> None:
        machine = applied(subject="buy")
        person = applied()
        assert machine.looks_automatic and list(accession.waiting()) == [person, machine]

    def test_over_the_budget_it_is_kept_and_marked(self) -> None:
        for _ in range(accession.APPLICATIONS.limit):
            assert resident().post(PATH, answers(), REMOTE_ADDR="203.0.113.9").status_code == 200
        more = answers()
        assert resident().post(PATH, more, REMOTE_ADDR="203.0.113.9").status_code == 200
        assert Application.objects.get(pk=more["submission"]).looks_automatic


class TestDeciding:
    def test_it_waits_on_the_desk_of_those_who_keep_partners(
        self, coordinator: Client, cast: Cast
    ) -> None:
        one = applied()
        assert one.name in text(coordinator.get(address("staff_home")))
        assert one.name in text(coordinator.get(address("applications")))
        assert browser_of(cast.consultant).get(address("applications")).status_code == 404
        page = address("application", one.pk)
        remark = {"submission": str(uuid4()), "text": "Zadzwoniłam: czynne od maja."}
        for _ in range(2):
            assert coordinator.post(page, remark).status_code == 302
        assert coordinator.post(page, {**remark, "text": ""}).status_code == 422
        assert text(coordinator.get(page)).count("czynne od maja") == 1
        assert one.remarks.count() == 1

    def test_accepted_it_stands_among_the_partners_and_signs(
        self, coordinator: Client, cast: Cast
    ) -> None:
        one = applied()
        accept = address("application_accept", one.pk)
        assert coordinator.post(accept, {"version": "1"}).status_code == 302
        body = Organisation.objects.get(name=one.name)
        assert body.agreement_state == AgreementState.JOINING
        assert body.contacts.get().email == "anna@przystan.example"
        assert not taking_part().filter(pk=body.pk).exists()
        coordinator.post(accept, {"version": "1"})  # pressed twice
        assert Organisation.objects.filter(name=one.name).count() == 1
        signing = {
            "state": "signatory",
            "version": str(body.version),
            "document": "12/2026",
            "day_day": "20",
            "day_month": "11",
            "day_year": "2026",
        }
        answer = coordinator.post(address("partner_agreement", body.pk), signing)
        assert answer.status_code == 302, text(answer)
        record = text(browser_of(cast.administrator).get(address("partner_staff", body.pk)))
        assert "12/2026" in record and f"organisation={body.group_id}" in record
        assert taking_part().filter(pk=body.pk).exists()

    @pytest.mark.parametrize("state", ["refused", "withdrawn"])
    def test_it_is_closed_with_a_reason(self, coordinator: Client, state: str) -> None:
        one = applied()
        page = address("application_close", one.pk)
        assert coordinator.get(page).status_code == 200
        given = {"state": state, "version": "1"}
        assert coordinator.post(page, {**given, "reason": ""}).status_code == 422
        assert (
            coordinator.post(page, {**given, "reason": "Nie działa w mieście."}).status_code == 302
        )
        one.refresh_from_db()
        assert one.state == state and one.decided_at is not None
        assert coordinator.get(page).status_code == 302
        assert AuditEvent.objects.filter(verb=f"application.{state}").count() == 1

    def test_who_comes_second_is_told(self, cast: Cast) -> None:
        one = applied()
        accept_application(pk=one.pk, version=1, by=cast.coordinator)
        state = ApplicationState.REFUSED
        with pytest.raises(Decided):
            close_application(pk=one.pk, version=2, state=state, reason="x", by=cast.coordinator)

    def test_the_database_knows_when_it_was_decided(self) -> None:
        one = applied()
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=one.pk).update(state="refused")

    def test_what_is_decided_is_deleted_after_its_period_alone(self, cast: Cast) -> None:
        applied()
        kind = class_named("applications")
        assert kind is not None and not kind.rows().exists()
        done = applied()
        accept_application(pk=done.pk, version=1, by=cast.coordinator)
        assert list(kind.rows()) == [Application.objects.get(pk=done.pk)]

    def test_lists_ask_the_same_however_many_there_are(
        self, coordinator: Client, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(3):
            applied()
        coordinator.get(address("applications"))
        with django_assert_max_num_queries(14):
            coordinator.get(address("applications"))
