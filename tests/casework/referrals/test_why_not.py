"""Suggestions know what services have in hand, and every other service says why it is not there."""

from typing import Any

import pytest

from casework.cases.models import Case
from casework.partners.left_out import Why, left_out
from casework.partners.load import Load
from casework.partners.models import Need, Organisation, Service
from casework.referrals.choices import State
from casework.referrals.load import load_of_services
from casework.referrals.suggesting import candidates_for, not_suggested
from tests.casework.cases.situations import url
from tests.casework.referrals.situations import coordinated_case, make_service, refer, take
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    for body in (cast.partner, cast.other_partner):
        body.agreement_state = "signatory"
        body.save()
    return coordinated_case(cast)


def service_of(cast: Cast, case: Case, body: Organisation, **facts: Any) -> Service:
    service = make_service(cast, case)
    for name, value in {"organisation": body, **facts}.items():
        setattr(service, name, value)
    service.save()
    return service


def test_open_referrals_are_counted_and_ended_ones_only_remembered(cast: Cast, case: Case) -> None:
    service = service_of(cast, case, cast.partner)
    assert load_of_services([service.pk]) == {}
    first = refer(cast, case, service=service)
    assert load_of_services([service.pk])[service.pk] == Load(1, first.created_at)
    take(first, State.DECLINED, cast)
    assert load_of_services([service.pk])[service.pk] == Load(0, first.created_at)


def test_drafts_count_for_nothing(cast: Cast, case: Case) -> None:
    from casework.referrals.actions import save_draft
    from tests.casework.referrals.situations import letter

    service = service_of(cast, case, cast.partner)
    who = {"receiver": cast.partner, "group": cast.coordinating.group, "by": cast.coordinator}
    need = case.needs.get()
    save_draft(**letter(kind="referral", case=case, case_need=need, service=service, **who))
    assert load_of_services([service.pk]) == {}


def test_of_two_equals_the_one_without_a_referral_is_suggested_first(
    cast: Cast, case: Case
) -> None:
    busy = service_of(cast, case, cast.partner)
    idle = service_of(cast, case, cast.other_partner)
    refer(cast, case, service=busy)
    other = coordinated_case(cast)
    found = candidates_for(other, other.needs.get(), sender=cast.coordinating)
    assert [one.suggestion.service.pk for one in found] == [idle.pk, busy.pk]


def reasons(cast: Cast, case: Case) -> dict[Service, Why]:
    found = not_suggested(case, case.needs.get(), sender=cast.coordinating)
    return {one.service: one.why for one in found}


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_not_active_says_so(cast: Cast, case: Case, status: str) -> None:
    service = service_of(cast, case, cast.partner, status=status)
    assert reasons(cast, case)[service] == Why.STATUS


@pytest.mark.parametrize("state", ["none", "invited", "joining", "left"])
def test_a_body_outside_the_agreement_says_so(cast: Cast, case: Case, state: str) -> None:
    service = service_of(cast, case, cast.partner)
    cast.partner.agreement_state, cast.partner.roles = state, ["partner"]
    cast.partner.save()
    assert reasons(cast, case)[service] == Why.NOT_TAKING_PART


def test_sender_and_lead_say_so(cast: Cast, case: Case) -> None:
    own = service_of(cast, case, cast.coordinating)
    leads = service_of(cast, case, cast.centre)
    assert reasons(cast, case) | {own: Why.ITSELF, leads: Why.ITSELF} == reasons(cast, case)


def test_a_service_for_another_need_says_so(cast: Cast, case: Case) -> None:
    service = service_of(cast, case, cast.partner)
    service.needs.set(Need.objects.exclude(pk=case.needs.get().need_id)[:1])
    assert reasons(cast, case)[service] == Why.OTHER_NEED


def test_each_service_is_either_suggested_or_explained(cast: Cast, case: Case) -> None:
    for body in (cast.partner, cast.other_partner, cast.centre, cast.coordinating):
        service_of(cast, case, body)
        service_of(cast, case, body, status="inactive")
    need = case.needs.get()
    suggested = {
        one.suggestion.service.pk for one in candidates_for(case, need, sender=cast.coordinating)
    }
    explained = {service.pk for service in reasons(cast, case)}
    assert not suggested & explained
    assert suggested | explained == set(Service.objects.values_list("pk", flat=True))


def test_the_page_names_the_service_and_the_reason(cast: Cast, case: Case) -> None:
    service_of(cast, case, cast.partner, status="inactive")
    address = url("case_refer_why_not", case.pk, case.needs.get().pk)
    page = browser_of(cast.coordinator).get(address).content.decode()
    assert cast.partner.name in page and "It is not active: inactive." in page
    suggestions = browser_of(cast.coordinator).get(url("case_refer", case.pk)).content.decode()
    assert address.split("?")[0] in suggestions


@pytest.mark.parametrize("person", ["partner_worker", "stranger", "consultant", "analyst"])
def test_only_who_coordinates_the_case_sees_it(cast: Cast, case: Case, person: str) -> None:
    address = url("case_refer_why_not", case.pk, case.needs.get().pk)
    assert browser_of(getattr(cast, person)).get(address).status_code == 404


def test_the_need_of_another_case_is_not_found(cast: Cast, case: Case) -> None:
    other = coordinated_case(cast)
    address = url("case_refer_why_not", case.pk, other.needs.get().pk)
    assert browser_of(cast.coordinator).get(address).status_code == 404


def test_however_many_services_it_costs_three_queries(
    cast: Cast, case: Case, django_assert_num_queries: Any
) -> None:
    for _ in range(5):
        service_of(cast, case, cast.partner, status="inactive")
    need = case.needs.select_related("need").get().need
    with django_assert_num_queries(3):
        left_out(need, itself={})
