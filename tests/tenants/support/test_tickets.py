"""The ticket with which an operator comes into a city: once, soon, there, and from the console."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tenants.support import actions
from tenants.support.models import SupportConsent, SupportVisit
from tests.cast import Cast, make_cast
from tests.tenants.support.making import (
    CONSOLE,
    ENTER,
    allow,
    arrive,
    is_in,
    make_operator,
    switch_off,
    visitor,
)


@pytest.fixture
def operator(cast: Cast) -> User:
    return make_operator()


@pytest.fixture
def consent(cast: Cast) -> SupportConsent:
    return allow(cast.administrator)


def test_it_lets_the_operator_in_for_whom_it_was_made(
    operator: User, consent: SupportConsent
) -> None:
    assert is_in(visitor(operator))
    person = SupportVisit.objects.get().person
    assert person is not None
    assert (person.full_name, person.visits_until) == ("Wsparcie: Ewa Lis", consent.until)
    assert not person.has_usable_password()
    assert not may_sign_in(person)


def test_without_consent_there_is_none(operator: User) -> None:
    with pytest.raises(actions.NotAllowed):
        actions.ask_for_ticket(by=operator)
    assert not SupportVisit.objects.exists()


def test_it_is_kept_as_a_hash_alone(operator: User, consent: SupportConsent) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    visit = SupportVisit.objects.get()
    assert bytes(visit.ticket_hash) == actions.ticket_hash(ticket)
    assert ticket not in str(list(SupportVisit.objects.values()))
    assert ticket not in str(list(AuditEvent.objects.values()))


def test_it_works_once(operator: User, consent: SupportConsent) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    assert arrive(ticket)[1] == 302
    client, status = arrive(ticket)
    assert (status, is_in(client)) == (403, False)


@pytest.mark.parametrize("has_ended", [False, True])
def test_it_works_in_a_browser_that_was_here_before(
    operator: User, consent: SupportConsent, cast: Cast, *, has_ended: bool
) -> None:
    """Cookies come along between hosts of one domain."""
    client = visitor(operator)
    if has_ended:
        SupportVisit.objects.update(left_at=timezone.now())
    ticket = actions.ask_for_ticket(by=operator)
    answer = client.post(ENTER, {"ticket": ticket}, headers={"origin": CONSOLE})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pl/staff/")
    assert is_in(client)
    assert SupportVisit.objects.exclude(entered_at=None).count() == 2


def test_it_works_for_a_minute(operator: User, consent: SupportConsent) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    left = SupportVisit.objects.get().ticket_until - timezone.now()
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)
    SupportVisit.objects.update(ticket_until=timezone.now())
    assert arrive(ticket)[1] == 403


def test_it_never_outlives_the_consent(operator: User, consent: SupportConsent) -> None:
    soon = timezone.now() + timedelta(seconds=5)
    SupportConsent.objects.update(until=soon)
    actions.ask_for_ticket(by=operator)
    assert SupportVisit.objects.get().ticket_until == soon


def test_it_dies_with_a_withdrawal(operator: User, consent: SupportConsent, cast: Cast) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    actions.withdraw_consent(pk=consent.pk, by=cast.administrator)
    assert arrive(ticket)[1] == 403
    allow(cast.administrator)
    assert arrive(ticket)[1] == 403


def test_an_operator_who_was_switched_off_does_not_come(
    operator: User, consent: SupportConsent
) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    switch_off(operator)
    assert arrive(ticket)[1] == 403


@pytest.mark.parametrize("ticket", ["", "x", "\x00", "ą" * 5000, "\ud800"])
def test_a_made_up_one_is_refused(consent: SupportConsent, ticket: str) -> None:
    with pytest.raises(actions.TicketRefused):
        actions.enter(ticket=ticket)


def test_a_made_up_one_gets_the_same_page(consent: SupportConsent) -> None:
    assert arrive("x")[1] == 403


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://gdansk.localhost:8000",
        "https://operator.localhost:8000",
        "http://operator.localhost.evil.example",
        "http://evil.example/operator.localhost",
        "http://[operator.localhost",
    ],
)
def test_only_a_page_of_the_console_can_send_it(
    operator: User, consent: SupportConsent, origin: str
) -> None:
    """So nobody's page makes somebody else's browser a visitor without their knowing."""
    ticket = actions.ask_for_ticket(by=operator)
    assert arrive(ticket, origin=origin)[1] == 403
    assert arrive(ticket)[1] == 302


def test_it_is_never_taken_from_an_address(operator: User, consent: SupportConsent) -> None:
    ticket = actions.ask_for_ticket(by=operator)
    client = Client(HTTP_HOST="gdansk.localhost")
    assert client.get(ENTER, {"ticket": ticket}).status_code == 405
    asked = client.post(f"{ENTER}?ticket={ticket}", headers={"origin": CONSOLE})
    assert asked.status_code == 403


def test_in_another_city_it_is_nothing(operator: User, consent: SupportConsent) -> None:
    """Also where that city lets support in itself."""
    with entered("gdynia"):
        allow(make_cast().administrator)
    ticket = actions.ask_for_ticket(by=operator)
    assert arrive(ticket, "gdynia")[1] == 403
    assert arrive(ticket)[1] == 302


def test_the_database_takes_no_late_entry(operator: User, consent: SupportConsent) -> None:
    actions.ask_for_ticket(by=operator)
    late = timezone.now() + timedelta(minutes=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportVisit.objects.update(entered_at=late)
    early = timezone.now() - timedelta(hours=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportVisit.objects.update(entered_at=timezone.now(), left_at=early)
