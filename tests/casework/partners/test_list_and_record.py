"""The list and the record for staff: who may, what they show, what they cost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners.choices import AgreementState
from casework.partners.models import Contact, Organisation, Phone, Service
from ostoja.accounts.models import User
from tests.casework.partners.builders import make_location, make_service
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of


class TestWhoMay:
    READ = ("partners", "partner_staff")
    CHANGE = ("partner_new", "partner_edit", "partner_agreement", "service_new", "location_new")

    def paths(self, cast: Cast, names: tuple[str, ...]) -> list[str]:
        alone = {"partners", "partner_new"}
        return [
            address(name) if name in alone else address(name, cast.partner.pk) for name in names
        ]

    @pytest.mark.parametrize("who", ["partner_worker", "consultant", "analyst", "officer"])
    def test_all_staff_read_and_few_change(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        for path in self.paths(cast, self.READ):
            assert browser.get(path).status_code == 200
        for path in self.paths(cast, self.CHANGE):
            assert browser.get(path).status_code == browser.post(path).status_code == 404

    @pytest.mark.parametrize("who", ["coordinator", "administrator"])
    def test_coordinator_and_administrator_change(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        for path in self.paths(cast, self.CHANGE):
            assert browser.get(path).status_code == 200

    def test_who_has_not_signed_in_is_asked_to(self, cast: Cast) -> None:
        for path in self.paths(cast, self.READ + self.CHANGE):
            response = browser_of(None).get(path)
            assert response.status_code == 302 and "sign-in" in response["Location"]

    def test_a_row_that_is_not_there(self, coordinator: Client) -> None:
        for name in ("partner_staff", "partner_edit", "service_edit", "phone_remove"):
            assert coordinator.get(address(name, uuid4())).status_code == 404

    def test_links_to_change_are_only_for_who_may(self, cast: Cast, service: Service) -> None:
        path = address("partner_staff", cast.partner.pk)
        assert "Zmień" not in text(browser_of(cast.analyst).get(path))
        assert "Sprawdzone dzisiaj" in text(browser_of(cast.coordinator).get(path))

    def test_people_are_named_only_to_who_keeps_the_record(self, cast: Cast) -> None:
        path = address("partner_staff", cast.partner.pk)
        name = cast.partner_worker.full_name
        assert name in text(browser_of(cast.coordinator).get(path))
        assert name not in text(browser_of(cast.analyst).get(path))


class TestTheList:
    def test_it_is_there_in_both_languages(self, coordinator: Client) -> None:
        assert '<h1 class="govuk-heading-l">Podmioty partnerskie' in text(
            coordinator.get(address("partners"))
        )
        assert "Add a partner" in text(coordinator.get(address("partners", language="en")))

    def found(self, browser: Client, **asked: str) -> list[str]:
        response = browser.get(address("partners"), asked)
        assert response.status_code == 200
        return [row.organisation.key for row in response.context["page_obj"]]

    def test_search_forgets_capitals_and_diacritics(self, coordinator: Client) -> None:
        assert self.found(coordinator, words="FUNDACJA laka") == ["partner"]
        assert self.found(coordinator, words="żuráw") == ["other"]
        assert self.found(coordinator, words="nobody") == []

    def test_search_finds_a_body_by_its_service(
        self, coordinator: Client, service: Service
    ) -> None:
        assert self.found(coordinator, words="usluga") == ["partner"]

    def test_filters(self, coordinator: Client, service: Service, cast: Cast) -> None:
        cast.partner.verified_on = service.verified_on = timezone.localdate()
        cast.partner.agreement_state = AgreementState.SIGNATORY
        cast.partner.save()
        service.save()
        assert self.found(coordinator, need="debt") == ["partner"]
        assert self.found(coordinator, agreement="signatory") == ["partner"]
        assert self.found(coordinator, freshness="fresh") == ["partner"]
        assert "partner" not in self.found(coordinator, freshness="unknown")
        assert self.found(coordinator, need="debt", agreement="left") == []

    def test_nothing_found_says_what_to_do(self, coordinator: Client) -> None:
        content = text(coordinator.get(address("partners"), {"words": "zzz"}))
        assert "Żaden podmiot nie pasuje" in content and "Pokaż wszystkie podmioty" in content

    @pytest.mark.parametrize("asked", [{"words": "\x00"}, {"need": "x"}, {"freshness": "1" * 300}])
    def test_odd_questions_are_answered(self, coordinator: Client, asked: dict[str, str]) -> None:
        response = coordinator.get(address("partners"), asked)
        assert response.status_code == 200
        assert "govuk-error-summary" in text(response)

    def test_queries_do_not_grow(
        self, coordinator: Client, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            make_service(cast.partner, f"service-{number}")
        with django_assert_max_num_queries(10):
            coordinator.get(address("partners"))


class TestTheRecord:
    def test_it_tells_everything_and_where_it_is_known_from(
        self, coordinator: Client, cast: Cast, service: Service
    ) -> None:
        service.source, service.source_date = "strona podmiotu", "2026-11-01"
        service.eligibility = {"pl": "Kobiety"}
        service.save()
        service.locations.add(make_location(cast.partner, accessibility=["pjm"], is_sample=True))
        Phone.objects.create(organisation=cast.partner, number="+48585110121", display="58 511")
        Contact.objects.create(organisation=cast.partner, name="Anna Przykładowa", phone="112")
        content = text(coordinator.get(address("partner_staff", cast.partner.pk)))
        for expected in (
            "strona podmiotu, 2026-11-01",
            "Kobiety",
            "Poniedziałek: 8:00–12:00",
            "tłumacz języka migowego (PJM)",
            "zmyślone na potrzeby pokazu",
            'href="tel:+48585110121"',
            "Anna Przykładowa",
            "nigdy nie sprawdzone",
        ):
            assert expected in content

    def test_queries_do_not_grow(
        self, coordinator: Client, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            one = make_service(cast.partner, f"service-{number}", needs=["debt", "food"])
            one.locations.add(make_location(cast.partner, f"place-{number}"))
        with django_assert_max_num_queries(18):
            coordinator.get(address("partner_staff", cast.partner.pk))

    def test_checked_today_in_one_click(
        self, coordinator: Client, cast: Cast, service: Service
    ) -> None:
        path = address("partner_checked", cast.partner.pk)
        assert coordinator.get(path).status_code == 302
        assert Organisation.objects.get(pk=cast.partner.pk).verified_on is None
        content = text(coordinator.post(path, follow=True))
        assert "Dane oznaczono jako sprawdzone dzisiaj." in content
        service.refresh_from_db()
        assert service.verified_on == timezone.localdate()


class TestTheFirstPage:
    def home(self, user: User) -> str:
        return text(browser_of(user).get(address("staff_home")))

    def test_old_records_wait_for_who_keeps_them(self, cast: Cast) -> None:
        content = self.home(cast.coordinator)
        assert "Dane podmiotów, które trzeba sprawdzić" in content
        assert "Fundacja Łąka" in content and "nigdy nie sprawdzone" in content

    def test_a_day_is_told_where_there_is_one(self, cast: Cast) -> None:
        Organisation.objects.update(verified_on=date(2024, 5, 1))
        assert "nieaktualne, ostatnio sprawdzone 1 maja 2024" in self.home(cast.coordinator)

    def test_nothing_waits_where_all_is_fresh(self, cast: Cast) -> None:
        Organisation.objects.update(verified_on=timezone.localdate())
        assert "Tu pojawi się karta, której dawno nikt nie sprawdzał." in self.home(
            cast.coordinator
        )

    def test_others_do_not_see_it(self, cast: Cast) -> None:
        assert "Dane podmiotów" not in self.home(cast.partner_worker)


@pytest.mark.usefixtures("gdynia")
def test_ids_of_another_city_are_absent(cast: Cast) -> None:
    from tenants.fence import entered

    with entered("gdynia"):
        from tests.cast import make_cast

        there = browser_of(make_cast().coordinator, "gdynia")
        for name in ("partner_staff", "partner_edit", "partner_agreement", "service_new"):
            assert there.get(address(name, cast.partner.pk)).status_code == 404
        assert "Ośrodek" in text(there.get(address("partners")))
