"""Writing a handover, a referral and a transfer: pages, refusals, nothing typed lost."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.cases.actions import settle_need
from casework.cases.models import Case
from casework.partners.models import Organisation, Service
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.accounts.models import Membership
from tests.casework.cases.situations import make_case, need, shown, url
from tests.casework.referrals.situations import (
    MESSAGE,
    coordinated_case,
    form,
    hand_over,
    make_service,
    press,
    refer,
    take,
)
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return coordinated_case(cast, needs=[need(0), need(1)])


@pytest.fixture
def service(cast: Cast, case: Case) -> Service:
    return make_service(cast, case)


# Handing over


def test_a_case_is_handed_over_once(cast: Cast) -> None:
    case = make_case(cast)
    browser = browser_of(cast.consultant)
    address = url("case_hand_over", case.pk)
    page = shown(browser, address)
    assert "Ośrodek koordynujący" in page and "Share “What happened”" not in page
    sent = form()
    for _ in range(2):
        page = press(browser, address, sent)
    assert "Sent to: Ośrodek koordynujący." in page and MESSAGE in page
    assert Referral.objects.get().state == State.SENT


@pytest.mark.parametrize(
    ("language", "told"), [("en", "No organisation of this city"), ("pl", "Żaden podmiot")]
)
def test_without_a_coordinator_it_is_told_and_the_text_is_kept(
    cast: Cast, language: str, told: str
) -> None:
    case = make_case(cast)
    Organisation.objects.filter(pk=cast.coordinating.pk).update(roles=[])
    address = url("case_hand_over", case.pk, language=language)
    browser = browser_of(cast.consultant)
    assert told in shown(browser, address)
    answer = browser.post(address, form())
    assert answer.status_code == 422
    assert told in answer.content.decode() and MESSAGE in answer.content.decode()
    assert not Referral.objects.exists()


def test_what_is_under_way_is_not_handed_over_again(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    page = browser.get(url("case_hand_over", case.pk), follow=True).content.decode()
    assert "cannot be handed over now" in page
    waiting = make_case(cast)
    hand_over(cast, waiting)
    answer = browser.post(url("case_hand_over", waiting.pk), form())
    assert answer.status_code == 422 and MESSAGE in answer.content.decode()
    assert "waits for an answer" in answer.content.decode()


def test_only_the_lead_hands_over(cast: Cast) -> None:
    case = make_case(cast)
    for person in (cast.coordinator, cast.partner_worker, cast.supervisor, cast.stranger):
        browser = browser_of(person)
        for answer in (
            browser.get(url("case_hand_over", case.pk)),
            browser.post(url("case_hand_over", case.pk), form()),
        ):
            assert answer.status_code == 404


# Referring


def test_the_need_is_chosen_then_the_partner_then_the_words(
    cast: Cast, case: Case, service: Service
) -> None:
    first = case.needs.all()[0]
    browser = browser_of(cast.coordinator)
    page = shown(browser, url("case_refer", case.pk))
    assert "Which need shall somebody take on?" in page
    answer = browser.get(url("case_refer", case.pk, chosen="yes"))
    assert answer.status_code == 422 and "Choose an answer" in answer.content.decode()
    page = shown(browser, url("case_refer", case.pk, need=first.pk))
    assert "Who can help" in page and "Fundacja Łąka" in page
    address = url("case_refer", case.pk, need=first.pk, service=service.pk)
    assert "Legal basis of sharing" in shown(browser, address)
    page = press(browser, address, form(share_summary="on"))
    assert "Sent to: Fundacja Łąka." in page
    sent = Referral.objects.get(kind=Kind.REFERRAL)
    assert (sent.case_need, sent.service, sent.share_summary) == (first, service, True)
    assert (sent.sender, sent.created_by) == (cast.coordinating, cast.coordinator)


@pytest.mark.parametrize("wrong", ["x", "%00", "00000000-0000-4000-8000-000000000000", ""])
def test_a_strange_need_or_service_leads_back_a_step(
    cast: Cast, case: Case, service: Service, wrong: str
) -> None:
    browser = browser_of(cast.coordinator)
    assert "Which need" in shown(browser, url("case_refer", case.pk, need=wrong))
    first = case.needs.all()[0]
    address = url("case_refer", case.pk, need=first.pk, service=wrong)
    assert "Who can help" in shown(browser, address)
    assert browser.post(address, form()).status_code == 200
    assert not Referral.objects.filter(kind=Kind.REFERRAL).exists()


def test_without_any_partner_the_page_says_what_to_do(cast: Cast, case: Case) -> None:
    first = case.needs.all()[0]
    Service.objects.all().delete()
    page = shown(browser_of(cast.coordinator), url("case_refer", case.pk, need=first.pk))
    assert "No partner offers help with this need" in page


def test_who_returned_the_need_before_comes_last_with_the_reason(
    cast: Cast, case: Case, service: Service
) -> None:
    first = case.needs.all()[0]
    other = make_service(cast, case)
    Service.objects.filter(pk=other.pk).update(organisation=cast.other_partner)
    take(refer(cast, case, case_need=first, service=service), State.DECLINED, cast)
    page = shown(browser_of(cast.coordinator), url("case_refer", case.pk, need=first.pk))
    assert page.index("Stowarzyszenie Żuraw") < page.index("Fundacja Łąka")
    assert "declined" in page and "no free places or staff" in page


def test_suggestions_ask_the_same_however_many_there_are(
    cast: Cast, case: Case, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(12):
        make_service(cast, case)
    browser = browser_of(cast.coordinator)
    address = url("case_refer", case.pk, need=case.needs.all()[0].pk)
    with django_assert_max_num_queries(21):
        page = shown(browser, address)
    assert "7 more that fit less well" in page


def test_without_an_open_need_there_is_nothing_to_refer(cast: Cast, case: Case) -> None:
    for one in case.needs.all():
        settle_need(need=one, answer="met", by=cast.coordinator)
    browser = browser_of(cast.coordinator)
    page = browser.get(url("case_refer", case.pk), follow=True).content.decode()
    assert "there is none to refer" in page


def test_a_body_without_people_is_called_first(cast: Cast, case: Case, service: Service) -> None:
    Membership.objects.filter(group=cast.partner.group).delete()
    first = case.needs.all()[0]
    address = url("case_refer", case.pk, need=first.pk, service=service.pk)
    assert "Nobody at Fundacja Łąka has an account" in shown(browser_of(cast.coordinator), address)


@pytest.mark.parametrize("name", ["case_refer", "case_transfer"])
def test_only_the_coordinator_refers_and_transfers(cast: Cast, case: Case, name: str) -> None:
    for person in (cast.consultant, cast.partner_worker, cast.supervisor, cast.stranger):
        assert browser_of(person).get(url(name, case.pk)).status_code == 404
    uncoordinated = make_case(cast)
    assert browser_of(cast.coordinator).get(url(name, uncoordinated.pk)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": ""},
        {"message": "\x00"},
        {"message": "a" * 20_001},
        {"legal_basis": ""},
        {"legal_basis": "because"},
        {"legal_basis": "consent"},
        {"legal_basis": "consent", "consent": "8b9c0d1e-2f3a-4b4c-8d5e-6f7a8b9c0d11"},
        {"legal_basis": "consent", "consent": "x\x00"},
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_what_cannot_be_sent_is_told_and_nothing_typed_is_lost(
    cast: Cast, case: Case, service: Service, kind: Kind, wrong: dict[str, str]
) -> None:
    address, person = {
        Kind.HANDOVER: (url("case_hand_over", make_case(cast).pk), cast.consultant),
        Kind.REFERRAL: (
            url("case_refer", case.pk, need=case.needs.all()[0].pk, service=service.pk),
            cast.coordinator,
        ),
        Kind.TRANSFER: (url("case_transfer", case.pk), cast.coordinator),
    }[kind]
    before = Referral.objects.count()
    sent = form(receiver=str(cast.partner.pk), **{"message": "Napisane słowa.", **wrong})
    answer = browser_of(person).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "message" in wrong or "Napisane słowa." in page
    assert Referral.objects.count() == before


def test_a_need_that_somebody_else_just_sent_is_told(
    cast: Cast, case: Case, service: Service
) -> None:
    first = case.needs.all()[0]
    second = case.needs.all()[1]
    settle_need(need=second, answer="met", by=cast.coordinator)
    address = url("case_refer", case.pk, need=first.pk, service=service.pk)
    browser = browser_of(cast.coordinator)
    shown(browser, address)
    refer(cast, case, case_need=first, receiver=cast.other_partner)
    answer = browser.post(address, form(message="Długo pisane słowa."))
    page = answer.content.decode()
    assert answer.status_code == 422 and "is not open any more" in page
    assert "Długo pisane słowa." in page
    assert Referral.objects.filter(kind=Kind.REFERRAL).count() == 1


# Transferring


def test_the_lead_is_offered_to_another_body(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.coordinator)
    address = url("case_transfer", case.pk)
    page = shown(browser, address)
    assert "Fundacja Łąka" in page and 'value="' + str(cast.centre.pk) not in page
    answer = browser.post(address, form(receiver=str(cast.centre.pk)))
    assert answer.status_code == 422
    assert "Sent to: Fundacja Łąka." in press(browser, address, form(receiver=cast.partner.pk))
    sent = Referral.objects.get(kind=Kind.TRANSFER)
    assert (sent.sender, sent.receiver) == (cast.centre, cast.partner)
