"""What came back stands with the next suggestion, and goes on with one press; nothing is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases.actions import settle_need
from casework.cases.models import Case
from casework.partners.models import Organisation, Service
from casework.referrals.actions import change_rules
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral, ReferralRules, Step
from casework.referrals.passing_on import rules
from casework.referrals.tasks import escalate_returned, expire_overdue
from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.cases.situations import url
from tests.casework.referrals.situations import (
    MESSAGE,
    coordinated_case,
    make_service,
    refer,
    take,
)
from tests.cast import Cast, browser_of, make_person

NEXT = "Send the same letter"


def signatory(*bodies: Organisation) -> None:
    for body in bodies:
        body.agreement_state = "signatory"
        body.save()


def offer(cast: Cast, case: Case, body: Organisation) -> Service:
    service = make_service(cast, case)
    service.organisation = body
    service.save()
    return service


@pytest.fixture
def case(cast: Cast) -> Case:
    signatory(cast.partner, cast.other_partner)
    return coordinated_case(cast)


def declined(cast: Cast, case: Case, **facts: Any) -> Referral:
    return take(refer(cast, case, **facts), State.DECLINED, cast)


def page_of(cast: Cast, referral: Referral, person: str = "coordinator") -> str:
    browser = browser_of(getattr(cast, person))
    return browser.get(url("referral", referral.pk)).content.decode()


def send_on(cast: Cast, referral: Referral, **data: str) -> str:
    browser = browser_of(cast.coordinator)
    page = browser.post(url("referral_send_on", referral.pk), data, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def test_a_declined_one_shows_who_else_fits_and_not_who_declined(cast: Cast, case: Case) -> None:
    own, other = offer(cast, case, cast.partner), offer(cast, case, cast.other_partner)
    referral = declined(cast, case, service=own)
    page = page_of(cast, referral)
    assert NEXT in page and str(other.pk) in page and f'value="{own.pk}"' not in page
    assert "Speaks the person" in page  # with the reasons


def test_an_expired_one_does_so_too(cast: Cast, case: Case) -> None:
    offer(cast, case, cast.other_partner)
    referral = refer(cast, case)
    Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now())
    assert expire_overdue.run() == 1
    assert NEXT in page_of(cast, referral)


def test_one_press_sends_the_same_letter_to_the_next(cast: Cast, case: Case) -> None:
    service = offer(cast, case, cast.other_partner)
    referral = declined(cast, case, share_summary=True, by_link=True)
    for _pressed_twice in range(2):
        send_on(cast, referral, service=str(service.pk))
    sent = Referral.objects.get(receiver=cast.other_partner)
    assert (sent.state, sent.service, sent.case_need) == ("sent", service, referral.case_need)
    assert (sent.message, sent.share_summary, sent.share_person) == (MESSAGE, True, False)
    assert sent.legal_basis == referral.legal_basis and sent.by_link
    assert AuditEvent.objects.filter(verb="referral.sent_on", object_id=str(referral.pk)).exists()
    assert NEXT not in page_of(cast, referral)


@pytest.mark.parametrize("data", [{}, {"service": "x"}, {"service": "\x00"}, {"owner": "yes"}])
def test_whoever_is_not_suggested_gets_nothing(
    cast: Cast, case: Case, data: dict[str, str]
) -> None:
    referral = declined(cast, case)
    assert "Nothing was sent." in send_on(cast, referral, **data)
    assert Referral.objects.filter(kind=Kind.REFERRAL).count() == 1


def test_who_declined_it_is_not_asked_again(cast: Cast, case: Case) -> None:
    service = offer(cast, case, cast.partner)
    referral = declined(cast, case, service=service)
    assert "Nothing was sent." in send_on(cast, referral, service=str(service.pk))


@pytest.mark.parametrize("state", [State.SENT, State.ACCEPTED, State.COMPLETED, State.WITHDRAWN])
def test_what_did_not_come_back_is_not_sent_on(cast: Cast, case: Case, state: State) -> None:
    service = offer(cast, case, cast.other_partner)
    referral = refer(cast, case)
    for step in {State.COMPLETED: [State.ACCEPTED]}.get(state, []):
        referral = take(referral, step, cast)
    referral = referral if state == State.SENT else take(referral, state, cast)
    assert NEXT not in page_of(cast, referral)
    send_on(cast, referral, service=str(service.pk))
    assert Referral.objects.filter(kind=Kind.REFERRAL).count() == 1


def test_a_need_that_was_settled_waits_for_nobody(cast: Cast, case: Case) -> None:
    service = offer(cast, case, cast.other_partner)
    referral = declined(cast, case)
    settle_need(need=case.needs.get(), answer="met", by=cast.coordinator)
    assert NEXT not in page_of(cast, referral)
    send_on(cast, referral, service=str(service.pk))
    assert Referral.objects.filter(kind=Kind.REFERRAL).count() == 1


@pytest.mark.parametrize("person", ["partner_worker", "stranger", "consultant"])
def test_only_the_sender_sends_it_on(cast: Cast, case: Case, person: str) -> None:
    service = offer(cast, case, cast.other_partner)
    referral = declined(cast, case)
    browser = browser_of(getattr(cast, person))
    data = {"service": str(service.pk)}
    assert browser.post(url("referral_send_on", referral.pk), data).status_code == 404
    assert NEXT not in browser.get(url("referral", referral.pk)).content.decode()


def test_where_nobody_fits_the_citys_owner_takes_it(cast: Cast, case: Case) -> None:
    change_rules(
        version=1, fallback_owner=cast.other_partner, pick_up_hours=24, by=cast.administrator
    )
    referral = declined(cast, case)
    page = page_of(cast, referral)
    assert NEXT not in page and f"Send it to {cast.other_partner.name}" in page
    assert url("need_settle", case.pk, referral.case_need_id) in page
    send_on(cast, referral, owner="yes")
    sent = Referral.objects.get(receiver=cast.other_partner)
    assert (sent.state, sent.service, sent.message) == ("sent", None, MESSAGE)


def test_the_owner_who_asks_is_not_asked(cast: Cast, case: Case) -> None:
    assert rules().fallback_owner is None  # so it is the coordinator, who sends
    page = page_of(cast, declined(cast, case))
    assert "Send it to" not in page and "record the need as unmet" in page


def returned_long_ago(cast: Cast, hours: float, case: Case | None = None) -> Referral:
    referral = declined(cast, case or coordinated_case(cast))
    moment = timezone.now() - timedelta(hours=hours)
    Step.objects.filter(referral=referral, state=State.DECLINED).update(at=moment)
    return referral


def told(referral: Referral) -> set[Any]:
    waiting = Notification.objects.filter(about=referral.pk, kind="referral-not-picked-up")
    return set(waiting.values_list("person", flat=True))


def test_what_nobody_picks_up_is_told_to_a_supervisor_once(cast: Cast) -> None:
    late, young = returned_long_ago(cast, 25), returned_long_ago(cast, 23)
    assert escalate_returned.run() == 1 and escalate_returned.run() == 0
    assert told(late) == {cast.supervisor.pk} and not told(young)
    assert AuditEvent.objects.filter(verb="referral.escalated").count() == 1


def test_the_city_sets_the_time(cast: Cast) -> None:
    change_rules(version=1, fallback_owner=None, pick_up_hours=2, by=cast.administrator)
    referral = returned_long_ago(cast, 3)
    assert escalate_returned.run() == 1 and told(referral)


def test_without_a_supervisor_others_who_coordinate_are_told(cast: Cast) -> None:
    cast.supervisor.memberships.all().delete()
    second = make_person(Role.COORDINATOR, cast.coordinating, "second@city.example")
    referral = returned_long_ago(cast, 25)
    assert escalate_returned.run() == 1
    assert told(referral) == {cast.coordinator.pk, second.pk}


def test_what_was_decided_is_not_escalated(cast: Cast, case: Case) -> None:
    service = offer(cast, case, cast.other_partner)
    send_on(cast, returned_long_ago(cast, 25, case), service=str(service.pk))
    other = coordinated_case(cast)
    returned_long_ago(cast, 25, other)
    settle_need(need=other.needs.get(), answer="no_service", by=cast.coordinator)
    assert escalate_returned.run() == 0


def test_sending_on_settles_what_the_supervisor_was_told(cast: Cast, case: Case) -> None:
    service = offer(cast, case, cast.other_partner)
    referral = returned_long_ago(cast, 25, case)
    escalate_returned.run()
    send_on(cast, referral, service=str(service.pk))
    assert not Notification.objects.filter(about=referral.pk, read_at=None).exists()


def test_the_city_decides_on_a_page(cast: Cast) -> None:
    signatory(cast.other_partner)
    browser, address = browser_of(cast.administrator), url("referral_rules")
    sent = {"fallback_owner": str(cast.other_partner.pk), "pick_up_hours": "6", "version": "1"}
    assert browser.post(address, sent).status_code == 302
    row = rules()
    assert (row.fallback_owner, row.pick_up_hours) == (cast.other_partner, 6)
    assert browser.post(address, sent).status_code == 422  # somebody was faster
    assert cast.other_partner.name in browser.get(address).content.decode()
    assert AuditEvent.objects.filter(verb="referral.rules_changed").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"pick_up_hours": "0"},
        {"pick_up_hours": "721"},
        {"pick_up_hours": "soon"},
        {"pick_up_hours": ""},
        {"fallback_owner": "x"},
    ],
)
def test_rules_that_cannot_be_are_told(cast: Cast, wrong: dict[str, str]) -> None:
    sent = {"fallback_owner": "", "pick_up_hours": "6", "version": "1", **wrong}
    assert browser_of(cast.administrator).post(url("referral_rules"), sent).status_code == 422
    assert not ReferralRules.objects.exists()


@pytest.mark.parametrize("person", ["coordinator", "consultant", "partner_worker"])
def test_nobody_else_decides(cast: Cast, person: str) -> None:
    assert browser_of(getattr(cast, person)).get(url("referral_rules")).status_code == 404


def test_the_database_holds_one_row_within_a_month(cast: Cast) -> None:
    row = ReferralRules.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralRules.objects.create()
    with pytest.raises(IntegrityError, match="in_a_month"), transaction.atomic():
        ReferralRules.objects.filter(pk=row.pk).update(pick_up_hours=721)


def test_a_returned_one_costs_few_queries(
    cast: Cast, case: Case, django_assert_max_num_queries: Any
) -> None:
    for body in (cast.partner, cast.other_partner):
        offer(cast, case, body)
    referral, browser = declined(cast, case), browser_of(cast.coordinator)
    browser.get(url("referral", referral.pk))
    with django_assert_max_num_queries(19):
        browser.get(url("referral", referral.pk))
