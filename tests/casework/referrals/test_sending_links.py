"""To whom links go, when, and who sends them; one is used once by however many at once."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from casework.partners.models import Contact
from casework.referrals import links
from casework.referrals.actions import LinkSpent, answer_by_link, withdraw
from casework.referrals.choices import Reason, State
from casework.referrals.models import AnswerLink, Referral, Step
from casework.referrals.public import WRONG_LINKS
from casework.referrals.tasks import recall_clocks
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from ostoja.notifications.outbox import deliver_due
from tenants.fence import entered
from tests.casework.cases.situations import url
from tests.casework.cases.test_races import AT_ONCE, all_at_once
from tests.casework.referrals.linked import (
    ADDRESS,
    answered,
    body_without_accounts,
    latest_path,
    letters,
    opened,
    sent_by_link,
    stranger,
)
from tests.casework.referrals.situations import MESSAGE, coordinated_case, in_state, refer
from tests.cast import Cast, browser_of, make_cast


@pytest.fixture(autouse=True)
def _full_budget() -> None:
    WRONG_LINKS.forget()


def fresh(referral: Referral) -> Referral:
    return Referral.objects.get(pk=referral.pk)


def withdrawn(cast: Cast) -> str:
    referral = sent_by_link(cast)
    path = latest_path()
    withdraw(
        referral=referral, version=referral.version, by=cast.coordinator, reason=Reason.MISTAKE
    )
    return path


def test_a_body_with_people_gets_a_link_only_by_choice(cast: Cast) -> None:
    cast.partner.email = "kontakt@laka.example"
    cast.partner.save()
    refer(cast, coordinated_case(cast))
    assert not AnswerLink.objects.exists()
    referral = refer(cast, coordinated_case(cast), by_link=True)
    assert AnswerLink.objects.get().referral == referral
    assert Notification.objects.filter(person=cast.partner_worker, about=referral.pk).exists()


def test_without_an_address_of_its_own_a_person_to_speak_to_gets_it(cast: Cast) -> None:
    body = body_without_accounts(email="")
    Contact.objects.create(organisation=body, name="A", email="")
    Contact.objects.create(organisation=body, name="B", email="b@cisza.example")
    sent_by_link(cast, receiver=body)
    assert AnswerLink.objects.get().sent_to == "b@cisza.example"


def test_without_any_address_nothing_is_sent_and_nothing_breaks(cast: Cast) -> None:
    referral = sent_by_link(cast, receiver=body_without_accounts(email=""))
    assert referral.state == State.SENT and not AnswerLink.objects.exists()


@pytest.mark.parametrize(("email", "number"), [("a@cisza.example", 1), ("a@prawdziwa.pl", 0)])
def test_invented_referrals_are_sent_to_invented_addresses_alone(
    cast: Cast, email: str, number: int
) -> None:
    sent_by_link(cast, receiver=body_without_accounts(email), is_sample=True)
    assert AnswerLink.objects.count() == number


def test_the_body_is_told_that_it_was_withdrawn(cast: Cast) -> None:
    path = withdrawn(cast)
    deliver_due()
    assert mail.outbox[-1].to == [ADDRESS] and path.split("/")[-2] not in mail.outbox[-1].body


def test_before_its_time_ends_it_is_reminded_once_by_a_link(cast: Cast) -> None:
    referral = sent_by_link(cast)
    Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now() + timedelta(hours=1))
    first = latest_path()
    assert recall_clocks.run() == 1 and recall_clocks.run() == 0
    assert len(letters()) == 2
    assert MESSAGE in opened(first) and MESSAGE in opened(latest_path())


def test_whom_nobody_can_remind_is_left_alone(cast: Cast) -> None:
    referral = sent_by_link(cast, receiver=body_without_accounts(email=""))
    Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now() + timedelta(hours=1))
    assert recall_clocks.run() == 0
    assert not AuditEvent.objects.filter(verb="referral.clock_recalled").exists()


def test_the_sender_sees_where_the_link_went_and_who_answered(cast: Cast) -> None:
    referral = sent_by_link(cast)
    browser = browser_of(cast.coordinator)
    assert ADDRESS in browser.get(url("referral", referral.pk)).content.decode()
    answered(latest_path(), "accepted", referral)
    page = browser.get(url("referral", referral.pk)).content.decode()
    assert "Ola Cicha, Fundacja Cisza" in page
    assert (
        ADDRESS
        not in browser_of(cast.consultant).get(url("referral", referral.pk)).content.decode()
    )


def test_the_sender_sends_a_new_link_and_the_old_one_ends(cast: Cast) -> None:
    referral = sent_by_link(cast)
    old = latest_path()
    answer = browser_of(cast.coordinator).post(url("referral_link", referral.pk), follow=True)
    assert "Fundacja Cisza" in answer.content.decode()
    assert stranger().post(old, {"open": "yes"}).status_code == 410
    assert MESSAGE in opened(latest_path())
    assert AuditEvent.objects.filter(verb="referral.link_asked", actor_id=cast.coordinator.pk)


@pytest.mark.parametrize("person", ["partner_worker", "stranger", "consultant", "analyst"])
def test_nobody_but_the_sender_sends_links(cast: Cast, person: str) -> None:
    referral = sent_by_link(cast)
    browser = browser_of(getattr(cast, person))
    assert browser.post(url("referral_link", referral.pk)).status_code == 404
    assert AnswerLink.objects.count() == 1


def test_no_link_is_sent_for_what_has_ended_or_to_nobodys_address(cast: Cast) -> None:
    ended = in_state(cast, "referral", State.COMPLETED)  # type: ignore[arg-type]
    silent = sent_by_link(cast, receiver=body_without_accounts(email=""))
    browser = browser_of(cast.coordinator)
    for referral in (ended, silent):
        browser.post(url("referral_link", referral.pk))
    assert not AnswerLink.objects.exists() and not fresh(silent).by_link


def test_the_form_says_where_the_link_will_go(cast: Cast) -> None:
    from tests.casework.referrals.situations import make_service

    case = coordinated_case(cast)
    service = make_service(cast, case)
    body = body_without_accounts()
    body.agreement_state = "signatory"
    body.save()
    service.organisation = body
    service.save()
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
    assert ADDRESS in browser_of(cast.coordinator).get(address).content.decode()


def test_one_link_used_by_eight_at_once_is_used_once(committed_database: str) -> None:
    with entered("gdansk"):
        referral = sent_by_link(make_cast())
        link = AnswerLink.objects.select_related("referral__case").get()

    def answer(number: int) -> str:
        facts = {"link": link, "version": referral.version, "name": f"Osoba {number}"}
        try:
            if number % 2:
                answer_by_link(to=State.ACCEPTED, **facts)  # type: ignore[arg-type]
            else:
                answer_by_link(to=State.DECLINED, reason="other", explanation="x", **facts)  # type: ignore[arg-type]
        except LinkSpent:
            return "spent"
        return "answered"

    assert Counter(all_at_once(answer)) == {"answered": 1, "spent": AT_ONCE - 1}
    with entered("gdansk"):
        assert Step.objects.filter(referral=referral).count() == 2


def test_the_letter_costs_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    sent_by_link(cast)
    path = latest_path()
    stranger().post(path, {"open": "yes"})
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        stranger().post(path, {"open": "yes"})


def test_constraints_hold(cast: Cast) -> None:
    from django.db import IntegrityError, transaction

    sent_by_link(cast)
    link = AnswerLink.objects.get()
    for wrong in (
        {"answered_with": "accepted"},
        {"answered_at": timezone.now()},
        {"expires_at": link.created_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnswerLink.objects.filter(pk=link.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerLink.objects.create(
            referral=link.referral,
            token_hash=bytes(link.token_hash),
            event=uuid4(),
            sent_to=ADDRESS,
            expires_at=timezone.now() + links.LASTS,
        )
