"""Who is suggested for a need of a case, and who is not."""

from uuid import UUID

import pytest

from casework.cases.models import Case
from casework.partners.models import Organisation, Service
from casework.referrals.choices import Kind
from casework.referrals.models import Referral
from casework.referrals.suggesting import candidates_for
from tests.casework.cases.situations import need, shown, url
from tests.casework.referrals.situations import coordinated_case, form, make_service
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return coordinated_case(cast, needs=[need(0)])


def service_of(cast: Cast, case: Case, body: Organisation) -> Service:
    service = make_service(cast, case)
    Service.objects.filter(pk=service.pk).update(organisation=body)
    return Service.objects.get(pk=service.pk)


def suggested(cast: Cast, case: Case) -> set[UUID]:
    found = candidates_for(case, case.needs.get(), sender=cast.coordinating)
    return {one.suggestion.organisation.pk for one in found}


def test_neither_the_lead_nor_the_sender_is_suggested_as_a_partner(cast: Cast, case: Case) -> None:
    for body in (cast.centre, cast.coordinating, cast.partner):
        service_of(cast, case, body)
    assert suggested(cast, case) == {cast.partner.pk}


def test_a_former_lead_may_be_asked(cast: Cast, case: Case) -> None:
    service_of(cast, case, cast.centre)
    Case.objects.filter(pk=case.pk).update(lead=cast.partner)
    assert suggested(cast, Case.objects.get(pk=case.pk)) == {cast.centre.pk}


def test_the_leads_own_service_cannot_be_chosen_by_its_address(cast: Cast, case: Case) -> None:
    own = service_of(cast, case, cast.centre)
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=own.pk)
    browser = browser_of(cast.coordinator)
    assert "Legal basis of sharing" not in shown(browser, address)
    browser.post(address, form())
    assert not Referral.objects.filter(kind=Kind.REFERRAL).exists()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "cannot be chosen any more"), ("pl", "nie można już wybrać")],
)
def test_what_was_written_to_a_service_that_closed_meanwhile_is_shown_again(
    cast: Cast, case: Case, language: str, told: str
) -> None:
    service = make_service(cast, case)
    address = url(
        "case_refer", case.pk, language=language, need=case.needs.get().pk, service=service.pk
    )
    browser = browser_of(cast.coordinator)
    shown(browser, address)
    Service.objects.filter(pk=service.pk).update(status="inactive")
    page = browser.post(address, form(message="Długo pisane <słowa>.")).content.decode()
    assert told in page and "Długo pisane &lt;słowa&gt;." in page
